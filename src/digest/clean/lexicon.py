# ruff: noqa: E501 -- a table of patterns reads best with one row a line
"""Words by which a page's furniture gives itself away, in the languages of the press.

Every pattern speaks about a whole line: a sentence of an article that merely contains such a word is not touched.
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE


class Whole(tuple[str, ...]):
    """The sources of patterns for whole lines; the line must be given in small letters.

    To try a hundred literal beginnings is quick, to try them in any case is not.
    """

    __slots__ = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Those of patterns for one of the parts each, and nothing else but bullets and punctuation around it."""
        return tuple(rf"[\W_]*(?:{part})[\W_]*" for part in self)

    @property
    def source(self) -> str:
        """That of one pattern for all of them."""
        return rf"[\W_]*(?:{'|'.join(self)})[\W_]*"


def _whole(*parts: str) -> Whole:
    return Whole(parts)


# Headings under which readers write; what follows is theirs.
COMMENTS = _whole(
    r"(?:(?:show|view|see|hide|read|load|all|add|post|leave|write|join|latest|top|newest|recent|reader|readers'?|user|\d[\d,.]*)\s+){0,4}"
    r"(?:the\s+|a\s+|an\s+|your\s+|more\s+)?(?:comments?|repl(?:y|ies)|responses?)(?:\s*\(?\s*\d[\d,.]*\s*\)?)?",
    r"(?:\d+\s+)?(?:comments?|responses?|thoughts?|repl(?:y|ies))\s+(?:on|to)\s+.{1,160}",
    r"join the (?:conversation|discussion|debate)",
    r"(?:what do you think|have your say|leave a reply|start the conversation|comment policy|comments? (?:are )?closed|post a comment)",
    r"comments? (?:section|powered by disqus|from readers|have not been moderated).{0,80}",
    r"kommentare?(?:\s*\(?\d+\)?)?|\d+ kommentare?|diskutieren sie mit|leserkommentare|kommentar schreiben",
    r"commentaires?(?:\s*\(?\d+\)?)?|\d+ commentaires?|(?:réagir|laisser un commentaire|vos réactions)",
    r"comentarios?(?:\s*\(?\d+\)?)?|\d+ comentarios?|deja(?:r)? un comentario|comentários?|\d+ comentários?|deixe um comentário",
    r"commenti(?:\s*\(?\d+\)?)?|\d+ commenti|lascia un commento|reacties?|\d+ reacties|komentarze|dodaj komentarz|yorumlar|yorum yap",
    r"комментарии(?:\s*\(?\d+\)?)?|\d+ комментари(?:й|я|ев)|оставить комментарий|обсуждение|коментарі",
    r"(?:网友|全部|最新|热门|精彩|用户|發表|发表|我要|文章|網友|共有?)?\s*(?:评论|評論|跟帖|留言|回應|回应)(?:列表|区|區|\s*\(?\d+\)?\s*条?)?",
    r"\d+\s*(?:条评论|則留言|条回复|件のコメント)|コメント(?:\s*\(?\d+\)?|一覧|を書く)?|(?:전체 )?댓글(?:\s*\d+개?)?|댓글쓰기",
    r"(?:التعليقات|تعليقات(?: القراء)?|תגובות(?: לכתבה)?)(?:\s*\(?\d+\)?)?|أضف تعليق(?:ا|ك)?|اترك تعليق(?:ا|ك)?|הוסף תגובה",
)

# The line under an entry of a weblog or a forum: who wrote it and when, and how many answered. What follows is others'.
ENTRY_END = _whole(
    r"(?:\d+\s+)?(?:comments?|responses?|thoughts?|repl(?:y|ies))\s+(?:on|to)\s+[\"“«„'‘].{1,240}",
    r".{0,80}\b(?:posted|filed|written|published|submitted|gepostet|veröffentlicht|publié|publicado|publicada|pubblicato|geplaatst|опубликовано|автор)\b.{0,100}\W(?:\(?\d+\)? (?:comments?|repl(?:y|ies)|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|комментари(?:й|я|ев))|(?:comments?|kommentare|commentaires|comentarios|комментарии)\s?[:(]\s?\d+\)?)\b.{0,40}",
    r".{0,80}(?:张贴|張貼|发表|發表|发布|發佈|發布).{0,60}\d+\s?(?:篇|条|條|則|则|个|個)(?:评论|評論|留言|回复|回覆|回應).{0,30}",
    r"(?:(?:阅读|閱讀|浏览|瀏覽|评论|評論|引用|收藏|转载|轉載|推荐|喜欢|回复|回覆|留言|人气|人氣)\s?(?:\(\d+\)|（\d+）|[:：]\s?\d+)[\W_]*){2,}(?:[^\W\d_]{2}[\W_]*){0,4}",
    r"(?:回复|回覆|跟帖|跟贴|帖子|评论|評論|留言)\s?(?:线索|列表|主题|楼层|内容|区|區)",
)

# Headings of other articles.
RELATED = _whole(
    r"(?:related|recommended|similar|suggested|popular|trending|latest|recent|top|featured|more|other|most[ -](?:read|popular|viewed|recent|shared|commented)|must[ -](?:read|see)s?|"
    r"best|editor'?s?|editors[’']|our|today's|today’s|breaking)\s+(?:\w+\s+){0,2}(?:articles?|stories|story|news|posts?|content|topics?|reading|reads?|links?|headlines|coverage|items|tags|videos?|"
    r"picks?|searches|categories|products?|resources|for you|now|today)",
    r"related|trending|recommended|most[ -](?:read|popular|viewed|recent|shared|commented)|more (?:from|in|on|about|by|like) .{1,60}|more like this|latest|latest from .{1,60}",
    r"you (?:may|might|could|will|'ll|’ll)(?: also)? (?:like|love|enjoy|be interested in|have missed)(?: this| these)?|people also (?:read|ask|like|viewed)|readers also (?:read|liked)",
    r"(?:read|up|watch|what's|what’s|what to read) next|next (?:article|post|story|up)|previous (?:article|post|story)|(?:previous|prev)\W+next|keep reading|see also|also (?:read|see|on .{1,40})|read also|don[’']t miss",
    r"around the web|from (?:around )?the web|from our (?:partners|sponsors|network)|sponsored (?:content|links|stories|posts)|paid content|promoted (?:content|stories)|"
    r"in (?:case you missed it|this section|other news|the news)|on this (?:topic|story)|explore more|further reading|discover more|elsewhere on .{1,40}|stay connected|follow us",
    r"(?:about )?the authors?|about (?:our|the) (?:author|writer|contributor|publisher)s?(?: .{1,40})?|(?:article )?sources|(?:keep|continue) exploring.{0,40}|share your (?:story|thoughts|views).{0,30}|get in touch|(?:let's |let’s )?connect(?: with (?:us|me))?|read more .{1,30}|meet the (?:author|writer|team)|author bio|written by|post navigation|share this(?: \w+)?|filed under|tags?|topics?|categories|references|footnotes|sources|bibliography|works cited|further reading|citations|endnotes",
    r"mehr zum thema|das könnte sie (?:auch )?interessieren|lesen sie auch|weitere (?:artikel|nachrichten|themen|meldungen)(?: .{1,40})?|meistgelesen|verwandte artikel|ähnliche artikel|mehr aus .{1,40}|zur startseite|schlagworte|themen",
    r"(?:à|a) lire(?: aussi| également)?|sur le même (?:sujet|thème)|articles? (?:liés|similaires|associés|recommandés)|les plus lus|lire aussi|voir aussi|dans la même rubrique|nos (?:autres )?articles.{0,40}|contenus sponsorisés",
    r"noticias relacionadas|te puede interesar|también te puede interesar|artículos relacionados|lo más (?:leído|visto)|más (?:noticias|información|sobre .{1,40})|le(?:a|er) (?:también|más)|relacionad[oa]s",
    r"leia (?:também|mais)|veja (?:também|mais)|mais lidas|notícias relacionadas|artigos relacionados|leggi anche|articoli correlati|potrebbe interessarti(?: anche)?|i più letti|lees ook|meer over .{1,40}|czytaj (?:też|także|więcej)|zobacz (?:też|także)|"
    r"ilgili haberler|en çok okunan(?:lar)?|läs (?:också|mer|även)|les også|læs også",
    r"читайте также|(?:материалы )?по теме|другие (?:новости|материалы).{0,40}|ещё по теме|похожие (?:новости|статьи|материалы)|новости партн[её]ров|самое (?:читаемое|популярное|обсуждаемое)|главные новости|смотрите также|читайте також|теги|лента новостей",
    r"(?:相关|相關|延伸|推荐|推薦|猜你喜欢|热门|熱門|更多|最新|精彩|本周|今日|近期|阅读|閱讀|往期|热点|热文)(?:的)?(?:阅读|閱讀|新闻|新聞|文章|推荐|推薦|专题|專題|报道|報導|内容|资讯|資訊|视频|排行(?:榜)?|标签|标题|话题|图集|链接|评论|回顾|信息|资料)?",
    r"(?:猜你喜欢|猜您喜欢|为您推荐|大家都在看|你可能(?:还|也)?(?:喜欢|感兴趣).{0,8}|看了又看|(?:点击|阅读|新闻|周|月|日|24小时|48小时)排行(?:榜)?|上一篇|下一篇|上一条|下一条|返回列表|友情链接|参考文献|关键词)(?:[:：].{0,80})?",
    r"関連(?:記事|ニュース|リンク|キーワード|コンテンツ)|(?:おすすめ|人気|最新|新着)(?:の)?(?:記事|ニュース)|あわせて読みたい|ランキング|アクセスランキング|(?:次|前)の記事(?:へ)?|(?:관련|인기|최신|주요|추천|많이 본)\s?(?:기사|뉴스|글|태그)|"
    r"이 기사도.{0,10}|함께 읽(?:으면|어).{0,20}",
    r"(?:das könnte (?:sie|dich|ihnen|dir|euch) (?:auch )?(?:interessieren|gefallen)|auch interessant|unsere empfehlungen|empfohlene (?:artikel|beiträge)|top[ -]?themen|(?:neueste|aktuelle|beliebte|ähnliche|weitere) (?:artikel|nachrichten|beiträge|meldungen|themen)|mehr lesen)",
    r"(?:vous (?:aimerez|pourriez aimer|pourriez être intéressé)(?: .{1,30})?|à ne pas (?:manquer|rater)|dernières (?:actualités|nouvelles|infos)|(?:plus|autres|derniers) d?['’]?\s?articles|articles populaires|nos recommandations|recommandés? pour vous|sujets associés)",
    r"(?:(?:también )?(?:te|le|os) (?:puede|podría|gustará|recomendamos)(?: .{1,30})?|no te (?:lo )?pierdas|(?:últimas|otras) noticias|(?:las )?más leídas|temas relacionados|quizás? te interese(?: .{1,20})?|recomendados para ti)",
    r"(?:(?:você )?(?:também )?pode (?:gostar|interessar)(?: .{1,20})?|você (?:também )?pode (?:gostar|se interessar)(?: .{1,20})?|talvez você (?:goste|se interesse)(?: .{1,20})?|não perca|(?:últimas|outras|mais) notícias|assuntos relacionados|recomendad[oa]s para você)",
    r"(?:(?:ti )?potrebbe(?:ro)? (?:anche )?(?:interessar(?:e|ti)|piacer(?:e|ti))(?: anche)?|ultime notizie|altri articoli|(?:le|i) più lett[ei]|notizie correlate|da non perdere)",
    r"(?:bekijk ook|gerelateerde (?:artikelen|berichten)|meest gelezen|aanbevolen(?: voor jou)?|laatste nieuws|dit vind je misschien ook .{1,20})",
    r"(?:(?:polecane|powiązane|podobne|najnowsze|najczęściej czytane)(?: artykuły| wiadomości| teksty)?|przeczytaj (?:też|także|również)|zobacz również|może (?:cię|ci) .{1,24})",
    r"(?:(?:ilginizi|dikkatinizi) çekebilir|(?:benzer|son|diğer|sıradaki) haber(?:ler)?|önerilen haberler|bunlar da ilginizi .{1,20})",
    r"(?:relaterad[ea] artiklar|relaterte artikler|relaterede artikler|mest (?:läst|lästa|lest|leste|læst|læste)|fler (?:artiklar|nyheter)|flere (?:artikler|nyheder|nyheter)|les mer|læs mere|lue myös|luetuimmat)",
    r"(?:související (?:články|témata)|čtěte (?:také|též|dále)|nejčtenější|další články|kapcsolódó cikkek|ajánlott cikkek|citește (?:și|mai mult)|articole similare)",
    r"(?:baca juga|(?:berita|artikel) terkait|terpopuler|berita lainnya|tin (?:liên quan|cùng chuyên mục|mới nhất|đọc nhiều)|(?:xem|đọc) thêm|bài viết liên quan)",
    r"(?:вам (?:также )?(?:может|могут) (?:быть интересно|понравиться)|вам (?:также )?(?:будет )?(?:интересно|понравится)|рекомендуем(?: по?читать| прочитать| посмотреть)?|последние новости|(?:новости|статьи) по теме|популярн(?:ое|ые новости|ые статьи)|другие статьи|связанные (?:статьи|новости)|выбор редакции|ещё новости|топ новостей|сейчас читают)",
    r"(?:вас може зацікавити|останні новини|популярні новини|за темою|схожі (?:новини|статті)|вибір редакції)",
    r"(?:编辑|編輯|小编|精选|精選)(?:推荐|推薦)|(?:网友|網友)(?:还|還)看了|(?:热点|熱點)(?:新闻|新聞|推荐|推薦)|今日(?:热点|熱點|头条|頭條)|头条(?:推荐|新闻)|图片新闻|最近更新|更多(?:相关|相關|精彩).{0,8}|相关主题|栏目导航|看过本文的.{0,10}",
    r"(?:こちらもおすすめ|関連トピックス|注目の?(?:記事|ニュース)|この記事を読んだ人.{0,20}|(?:併せて|合わせて)読みたい|編集部のおすすめ)|(?:이 시각 주요\s?뉴스|많이 본 (?:뉴스|기사)|함께 볼 만한.{0,10}|오늘의 (?:주요\s?)?뉴스|핫\s?이슈|실시간 (?:인기\s?)?(?:뉴스|기사)|연관\s?기사)",
    r"(?:قد (?:يهمك|يعجبك)(?: أيض[اًا]+)?|أخبار أخرى|موضوعات (?:ذات صلة|متعلقة)|آخر الأخبار|روابط ذات صلة)|(?:اخبار|مطالب) (?:مرتبط|پیشنهادی|بیشتر)|بیشتر بخوانید|آخرین اخبار|پربازدید(?:ترین)?(?: ها)?|(?:הכי נקראות|מומלצים(?: עבורך)?|אולי תאהבו(?: גם)?|כתבות (?:קשורות|נוספות))",
    r"(?:(?:यह|ये) भी पढ़ें|संबंधित (?:खबरें|समाचार)|और पढ़ें|ताज़ा खबरें)|(?:διαβάστε (?:επίσης|ακόμα|περισσότερα)|σχετικά (?:άρθρα|νέα)|δημοφιλή|τελευταία νέα)",
    r"(?:اقرأ|إقرأ|شاهد) (?:أيضا|أيضاً|ايضا|المزيد)|(?:مواضيع|أخبار|مقالات) (?:ذات صلة|متعلقة|مشابهة)|الأكثر (?:قراءة|مشاهدة|تداولا)|قد يعجبك(?: أيضا)?|المزيد من .{1,40}|(?:עוד|קראו|כתבות) (?:בנושא|גם|נוספות|קשורות).{0,20}|אולי יעניין אותך",
)

_NETWORK = (
    r"(?:facebook|twitter|x|tweet|e-?mail|mail|whats\s?app|linked\s?in|copy link|copy|copied!?|link copied!?|print(?:er)?(?: friendly)?|pdf|pinterest|pin(?: it)?|reddit|telegram|messenger|flipboard|tumblr|"
    r"instagram|youtube|threads|bluesky|mastodon|tiktok|snapchat|viber|skype|pocket|evernote|rss|line|weibo|wechat|qq|qzone|vk(?:ontakte)?|ok|odnoklassniki|xing|google(?:\s?\+|plus| plus| news)?|sms|save|saved?|bookmark|gift(?: this)?(?: article)?|"
    r"share(?:s|d)?|like|send|more|url|amp|hacker news|digg|stumbleupon|kakao(?:talk|story)?|naver|band|微信|微博|朋友圈|新浪微博|腾讯微博|空间|豆瓣|人人网|分享|复制链接|二维码|收藏|打印|페이스북|트위터|카카오톡|네이버|밴드|ツイート|シェア|フェイスブック|はてなブックマーク|"
    r"teilen|drucken|merken|partager|imprimer|compartir|imprimir|compartilhar|condividi|stampa|поделиться|вконтакте|одноклассники|телеграм|مشاركة|فيسبوك|تويتر|واتساب|شارك|טוויטר|פייסבוק|שתף)"
)
_A = r"(?:the |a |an |our |your |this |my )?"

# Lines of furniture, each with the reason that people are told. The order matters where a line fits several.
JUNK: tuple[tuple[str, Whole], ...] = (
    (
        "advertisement",
        _whole(
            r"(?:ad|ads|advert|advertisement|advertisements|advertising|sponsored|promoted|paid post|paid content)(?:\s*[-–—:|]?\s*(?:continue reading below|scroll to continue|story continues below|article continues below|"
            r"\d+|close|skip|by .{1,30}|feature|content|message))*",
            r"(?:this )?(?:story|article|content|post) continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad|video|promotion|gallery))?|continue reading below|scroll (?:down )?(?:to|for) (?:continue|more).{0,40}|skip (?:ad|advertisement)|"
            r"continue reading(?: the main story)?|report this ad|remove ads|ad feedback|why (?:am i seeing|this) (?:this )?ad\??",
            r"anzeige|werbung|inhalt wird geladen|publicité|la suite après (?:cette|la) publicité|publicidad(?:e)?|anuncio|continua após a publicidade|pubblicità|reclame|advertentie|reklama|reklam|annons|annonse|реклама|реклама на .{1,40}|"
            r"广告|廣告|広告|スポンサーリンク|\[?pr\]?|광고|إعلان(?:ات)?|اعلان|פרסומת",
        ),
    ),
    (
        "share bar",
        _whole(
            rf"(?:{_NETWORK}(?:\s?\d+)?[\W_]*){{1,14}}",
            rf"(?:share|tweet|e-?mail|print|save|post|send|pin|like|follow|recommend|gift)\s+{_A}(?:us |story |article |page |post |via |on |to |with |by |in |it |friends? |link )*"
            rf"(?:{_NETWORK}|story|article|page|post|friends?|it|via|on|this|us|link|options)?[\W_]*(?:{_NETWORK}[\W_]*)*",
            rf"(?:click (?:here )?to (?:share|print|e-?mail|tweet).{{0,60}})|(?:share|tweet)\s+(?:on|to|via|this).{{0,40}}|(?:opens in (?:a )?new window)|\d+(?:[.,]\d+)?[km]? shares?|(?:auf|bei|sur|en|em|su|op|на) {_NETWORK}(?: teilen| partager)?",
        ),
    ),
    (
        "sign-up box",
        _whole(
            r"(?:please )?(?:sign[ -]?up|subscribe|register|sign[ -]in|log[ -]?in|signup)(?: here| now| today| free| up)*(?:\s+(?:to|for|with|and|or|our|here|via|now|using|by)\b.{0,140})?",
            r"(?:get|receive|want|have) (?:the |our |more |all |your |a |daily |free |breaking |this |top |must-read |latest ).{0,110}(?:inbox|newsletters?|email|e-mail|alerts?|updates|delivered|briefing|phone|app)(?: .{0,40})?",
            r"(?:our |the |free |daily |weekly |e-?mail |morning |evening |breaking |news )*(?:newsletters?|alerts?|bulletin)(?: sign[ -]?up)?",
            r"(?:enter |your |email |e-mail )+(?:email |e-mail )?(?:address)?(?: here)?|by (?:signing up|subscribing|clicking|submitting|registering)\b.{5,240}|by (?:providing|entering|continuing|creating|joining|using)\b.{0,160}\b(?:agree|consent|accept|acknowledg|terms of|privacy|affiliate|your e-?mail).{0,160}|(?:thank you|thanks) for (?:signing up|subscribing|registering|reading).{0,60}|"
            r"you (?:have|can) (?:successfully )?(?:subscribed?|unsubscribe).{0,80}|unsubscribe(?: at)? any ?time.{0,40}|i (?:agree|consent|accept) (?:to|that|the).{0,160}|already (?:a |have an? )?(?:subscriber|member|account|subscription|registered).{0,60}|not (?:a |yet )?(?:subscriber|member|registered).{0,40}",
            r"(?:download|get) (?:our|the) (?:.{1,30} )?(?:app|apps)(?: .{0,60})?|available (?:on|at) (?:the )?(?:app store|google play).{0,40}|follow (?:us|me|him|her|them|@\w+|[\w .'’-]{2,40}?) (?:on|at|@)\b.{0,100}|(?:like|find|join) us on .{0,60}|turn on (?:desktop )?notifications.{0,60}|"
            r"add .{1,30} (?:as a|to your) (?:preferred|google|trusted).{0,60}",
            r"(?:jetzt |hier |kostenlos )*(?:abonnieren|anmelden|registrieren|einloggen)(?: sie .{0,80})?|newsletter(?: abonnieren| bestellen)?|(?:s['’])?(?:abonner|inscri(?:re|vez)|connecter)(?:-vous)?(?: .{0,80})?|suscr[ií]b(?:ete|ase|irse)(?: .{0,80})?|inscreva-se(?: .{0,80})?|iscriviti(?: .{0,80})?|подпи(?:сывайтесь|шитесь|саться)(?: .{0,80})?|"
            r"(?:iscriviti|registrati|accedi|abbonati|assine|cadastre-se|siga-nos|síguenos|suivez-nous|folgen sie uns|volg ons|śledź nas|zapisz się|bizi takip edin|abone ol(?:un)?|följ oss|følg oss|følg os|tilaa uutiskirje|prenumerera)(?: .{0,80})?|(?:наш|читайте нас в|мы в|следите за нами в) (?:телеграм|telegram|дзен|вконтакте).{0,40}|(?:підписуйтесь|підписатися) .{0,80}|"
            r"(?:订阅|訂閱|立即订阅|扫码关注|关注我们|扫一扫.{0,20}|登录|登錄|注册|註冊|登录/注册|ログイン|会員登録|メルマガ登録|구독하기|로그인|회원가입|اشترك.{0,40}|تسجيل الدخول|הרשמה.{0,20}|התחבר(?:ות)?)",
        ),
    ),
    (
        "paywall notice",
        _whole(
            r"(?:subscribe|register|sign up|log in|sign in)(?: now| today| free)? (?:to|for) (?:continue|read|keep|get (?:full|unlimited)|unlock|full|unlimited|access).{0,120}|you(?:'ve|’ve| have) (?:read|used|reached|hit) .{0,40}(?:free|limit).{0,200}|(?:already|not) a (?:subscriber|member)\b.{0,60}|"
            r"(?:this|the) (?:article|content|story) is (?:only |exclusively )?(?:available |reserved |exclusive )?(?:for|to) (?:our |paid |premium |registered )*(?:subscribers?|members|users).{0,120}|(?:for )?subscribers only|subscriber exclusive|(?:start|begin) your (?:free )?trial.{0,80}|unlock (?:this|the|unlimited|full).{0,80}",
        ),
    ),
    (
        "appeal for support",
        _whole(
            r"(?:republish (?:our|this)|we (?:offer|encourage|welcome) .{0,60}republi|want (?:more|to (?:read|see|get|stay|learn|know|support)|the latest)).{0,200}",
            r"(?:please )?(?:support|donate|contribute|become a (?:member|supporter|subscriber|patron))(?: now| today| here|(?: to| us| our| the| independent| quality| local| this).{0,120})?|"
            r"(?:help (?:us|keep)|if you (?:value|enjoy|enjoyed|like|liked|appreciate|found) (?:our|this|what|reading|the (?:article|story|work|journalism))|before you go|we need your (?:help|support)|your (?:support|donation|contribution)|make a (?:donation|gift|contribution)|buy (?:me|us) a coffee|this (?:article|story|site) is (?:free|made possible|supported)).{0,200}",
        ),
    ),
    (
        "cookie notice",
        _whole(
            r"(?:we|this (?:site|website|page)|our (?:site|website|partners)|by (?:using|continuing|browsing|clicking|visiting))\b.{0,200}\bcookies?\b.{0,200}|(?:accept|reject|manage|decline|allow|customi[sz]e|cookie|cookies?)(?: all| and| & |,| the| my| your| our| only| necessary| essential| non-essential)*"
            r"(?: cookies?| continue| close| settings| preferences| policy| consent| notice| choices| agree)*|(?:i )?(?:agree|accept|got it|ok(?:ay)?|understood)|(?:do not sell|your privacy|privacy choices|consent).{0,60}|"
            r"(?:diese|unsere) (?:website|seite|webseite).{0,160}cookies.{0,120}|wir verwenden cookies.{0,200}|(?:ce site|nous|en poursuivant).{0,160}cookies.{0,160}|(?:este sitio|utilizamos|usamos|esta web).{0,160}cookies.{0,160}|(?:мы используем|этот сайт|сайт использует).{0,160}(?:cookies?|куки).{0,160}|本(?:网站|站|網站).{0,80}cookies?.{0,80}|"
            r"(?:este site|nosso site|utilizziamo|questo sito|wij gebruiken|deze (?:site|website)|używamy|ta strona|ten serwis|vi (?:använder|bruker|bruger)|tato stránka|používáme|situs ini).{0,160}(?:cookies?|kakor|informasjonskapsler|plików cookie).{0,160}|(?:bu (?:site|web sitesi)|sitemiz).{0,120}çerez.{0,120}|.{0,80}(?:ملفات تعريف الارتباط|쿠키를|עוגיות|evästeitä).{0,120}|"
            r"(?:accetta(?: tutti)?|accepteren|akkoord|zaakceptuj|akceptuję|kabul (?:et|ediyorum)|godkänn alla|godta alle|tillad alle|hyväksy kaikki|aceitar(?: todos)?|zgadzam się|동의(?:합니다)?|אישור|موافق)|"
            r"当サイト.{0,60}(?:cookie|クッキー).{0,60}|alle akzeptieren|tout accepter|aceptar(?: todo| todas)?|принять(?: все)?|同意(?:する)?|قبول",
        ),
    ),
    (
        "copyright line",
        _whole(
            r"(?:copyright\W{0,3}(?:©|\(c\)|\d{4}|by\b|of\b|notice|policy|protected)|©|\(c\)|℗)\W?.{0,200}|copyright|(?:no part of this|this material may not|reproduction (?:in whole|of this)|unauthori[sz]ed (?:use|reproduction|copying)|republish this|reprinted with permission).{0,200}|"
            r"(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|riproduzione riservata|все права защищены|wszelkie prawa zastrzeżone).{0,160}|"
            r"جميع الحقوق محفوظة.{0,80}|כל הזכויות שמורות.{0,80}|(?:terms of (?:use|service)|privacy policy|cookie policy|contact us|about us|advertise with us|sitemap|site map)(?:[\W_]+.{0,160})?",
            r".{0,80}\ball rights reserved\b.{0,160}",
            r".{0,60}(?:版权所有|版權所有|版权声明|免责声明|無断転載|무단\s?전재|저작권자|icp备|京公网安备|未经授权|未经许可|转载请注明|不得转载|严禁转载|禁止转载).{0,160}",
        ),
    ),
    (
        "link to other coverage",
        _whole(
            r"(?:read|see|watch|listen|view|click|tap|check|find|learn|visit|explore|browse|show|load|discover|shop|buy)(?:\s+(?:more|also|here|now|next|full|all|less|out|on|it)){1,4}(?:\s*[:：–—-].{0,200}|\s+(?:about|on|at|from|in|here|to|of|for|stories|news|posts|articles|comments|details)\b.{0,80})?",
            r"(?:also|must|now|further)\s+(?:read|see|watch|listen|on)\b\s*[:：|–—-]?.{0,200}",
            r"(?:related(?: (?:story|stories|article|articles|news|content|coverage|links?|video|post|posts|reading|topics?|tags?))?|read more|more|see also|also read|read also|read|watch|listen|video|gallery|in pictures|in pics|live|explainer|analysis|opinion|recommended|don[’']t miss|on the same topic|next|previous|tags?|topics?|filed under|categor(?:y|ies)|"
            r"keywords?|source|via|hashtags?|posted in|tagged(?: with)?|labels?|more (?:on|from|in) .{1,40}|file under|in this (?:article|story)|key words)\s*[:：|»►▶]\s*.{0,200}",
            r"(?:lesen sie (?:auch|hier|mehr)|mehr dazu|lire (?:aussi|également|la suite)|à lire(?: aussi| également)?|voir aussi|lee(?:r)? (?:también|más)|lea (?:también|más)|leia (?:também|mais)|veja (?:também|mais)|saiba mais|leggi anche|leggi tutto|lees (?:ook|meer|verder)|czytaj (?:też|także|więcej)|läs (?:också|mer|även)|les også|"
            r"читайте (?:также|ещ[её]|далее|подробнее)|подробнее|смотрите также|(?:相关|相關|延伸)(?:阅读|閱讀|新闻|新聞|报道|報導|链接)|阅读更多|查看更多|点击查看.{0,20}|更多(?:内容|新闻|精彩)?|関連記事|続きを読む|もっと見る|全文を読む|관련\s?기사|더보기|기사 더보기|اقرأ (?:أيضا|أيضاً|المزيد)|إقرأ أيضا|المزيد|קראו (?:גם|עוד))(?:\s*[:：|»►▶>-]?\s*.{0,200})?",
            r"(?:(?:view|see|show|open|launch|expand|enlarge|zoom|click to) (?:full |all |the |in |this |more )*(?:image|images|gallery|photos?|slideshow|caption|fullscreen|full screen|size|list|video|map|larger|enlarge|expand|bio|profile|archive|all|transcript|comments?)(?: in fullscreen)?)|hide caption|toggle caption|image caption|enlarge(?: this)? image|media caption|"
            r"(?:back|jump|skip|go|return|scroll) to (?:the )?(?:top|content|main content|home|homepage|article|navigation|comments|search|page|menu|all).{0,30}|(?:top|home|menu|close|search|next|previous|prev|back|share|edit|loading|toggle navigation|open menu|main menu|skip)(?:\W.{0,20})?|"
            r"play(?: video| audio)?|pause|mute|watch live|listen (?:live|now|to this (?:article|story|page))(?:\W.{0,30})?|listen(?: \d+ min)?|transcript|\d+\s?(?:of|/)\s?\d+|loading\W*|video (?:player|duration|unavailable|can not be played|playback).{0,60}|"
            r"for more (?:information|stories|news|on|from|of|details|go|visit|check)\b.{0,140}|(?:visit|go to|check out|head to) (?:our|the|www|https?).{0,120}|to (?:read|see|view|learn|find out) more\b.{0,120}|(?:https?://|www\.)\S+",
        ),
    ),
    (
        "reader's tool",
        _whole(
            r"reply|report(?: abuse| comment| this)?|flag(?: as inappropriate)?|like(?:s)?|dislike|upvote|downvote|edit(?:ed)?|quote|permalink|collapse|expand|view \d+ repl(?:y|ies)|\d+ (?:likes?|repl(?:y|ies)|upvotes?|points?|votes?|views?|reads?|followers?|reactions?|claps?)|helpful\??|was this (?:article|page|helpful|information|answer).{0,60}|rate this .{0,40}|"
            r"(?:font|text) ?(?:size)?\s?(?:a|small|medium|large|[-+]|\d+)?(?:[\W_]*(?:small|medium|large|a|[-+]))*|antworten|melden|répondre|signaler|responder|denunciar|rispondi|ответить|пожаловаться|(?:回复|回覆|举报|舉報|点赞|赞|顶|踩|支持|反对|收藏|打印|返信|いいね|답글|신고|공감|좋아요|추천)\s?\(?\d*\)?|(?:字体|字號|字号|글자\s?크기|文字サイズ).{0,20}|(?:رد|إعجاب|الرد)|"
            r"\d+\s?-?(?:min(?:ute)?s?\.?)(?: of)? (?:read(?:ing)?|listen|watch)(?: time)?|(?:reading|read) time\W.{0,30}|estimated read.{0,40}|(?:est\. )?\d+ min\.?|lesezeit.{0,30}|temps de lecture.{0,30}|(?:tiempo de lectura|lectura).{0,30}|время (?:на )?чтени[ея].{0,30}|(?:阅读|浏览|点击|閱讀|瀏覽|조회(?:수)?|閲覧)(?:数|数量|量|次数|量)?\s?[:：]?\s?\(?\d+(?:\.\d+)?万?\)?\s?(?:次|회)?",
        ),
    ),
    (
        "correction note",
        _whole(
            r"\(?(?:editor[’']?s?[’']? notes?|correction|clarification|update|note to readers|disclaimer|disclosure)\s*(?:\(.{1,40}\))?\s*[:：–—-].{0,600}|(?:this|an earlier version of this|a previous version of this) (?:article|story|post|report|piece|headline|page|content) (?:(?:was|has been|is|has)(?: since| also| last| being| first| \w+ly){0,2} (?:refiled|reported|compiled|written|developed (?:in|by|with)|based (?:in part )?(?:up)?on|exclusive to|only for|more than \d+|\d+ \w+ old|shared \d+|updated|corrected|amended|edited|revised|changed|modified|clarified|(?:re|co-?)?published|posted|produced|supported|sponsored|provided|adapted|excerpted|translated|reprinted|part of|from|made possible|intended|not intended|for (?:informational|general|educational)|funded|brought|archived|an? (?:excerpt|adapt\w+|edited|opinion|sponsored|developing|breaking|corrected))|originally|first (?:appeared|published|ran)|misstated|incorrectly|may (?:contain|include|earn|have been)|(?:contains|includes) (?:material|information|reporting|affiliate|spoilers|content|references|graphic|sponsored|advert\w*|links)|mis\w+)\b.{0,500}|"
            r"(?:the views|views|opinions) expressed (?:in|are|here|by)\b.{0,300}|all products (?:featured|recommended|are|reviewed).{0,300}|we may (?:earn|receive|get) (?:a |an )?(?:commission|affiliate).{0,300}|(?:if you buy|when you (?:buy|purchase)|as an amazon|purchases made).{0,300}",
        ),
    ),
    (
        "agency tail",
        _whole(
            r"\(?\s*(?:additional |further |with )?(?:reporting|writing|compiled|editing|edited|written|reported|graphics?|translated|translation|production)(?: and (?:writing|editing|reporting))?(?: and additional reporting)? by\b.{2,300}|our standards:.{0,100}|(?:—|-{1,2}|–)\s?(?:with (?:files|reporting|assistance|a file) (?:from|by)|by )\b.{2,160}|"
            r"(?:with (?:files|reporting|additional reporting|inputs|contributions|information|assistance|agency inputs)(?: from| by)\b|contributed to this|\(?this (?:story|article|report) (?:has not been|is (?:auto-?generated|published from)|was (?:produced|originally published|first published|auto)|first appeared|originally appeared)|this (?:story|article|report)(?: .{1,60})? was (?:written|produced|reported|supported) by).{2,300}|[\w .,'’-]{3,140} contributed (?:to (?:this|the) (?:report|story|article|piece|post|coverage|dispatch)|reporting).{0,120}|"
            r"(?:associated press|ap|reuters|afp|bloomberg|cnn|nbc news|abc news|staff)(?:'s|’s)? (?:writers?|reporters?|journalists?|correspondents?|editors?|staff)\b.{2,200}(?:contributed|reported|report\.).{0,80}|\((?:责任编辑|责编|編輯|编辑|责任编辑)[:：].{0,40}\)|【?(?:责任编辑|责编|編輯|编辑|責任編輯|校对|审核|监制|来源|來源|作者|原标题|初审|复审|终审|实习编辑|值班编辑|主编|编审|審核)\s?[:：].{0,80}】?|"
            r"(?:本文|文章)(?:来源|來源|转自|来自|作者|系|为).{0,100}|(?:end|ends|###|--+end--+|完|\(完\)|（完）)",
        ),
    ),
)

# The line that a weblog hangs on each entry; what it names begins with a capital.
WEBLOG_TAIL = re.compile(
    r"[\W_]*(?:the post|this post|der beitrag|dieser beitrag|l['’]article|cet article|la entrada|l['’]articolo|o post|het bericht|wpis|inlägget|indlægget|сообщение)\s(?-i:[^a-zà-öø-ÿа-яё]).{1,300}?(?:appeared first on|first appeared on|erschien zuerst (?:auf|bei)|est apparu en premier sur|(?:aparece primero|se publicó primero) en|proviene da|(?:apareceu primeiro|aparece primeiro) em|verscheen eerst op|pojawił się (?:pierwszy raz )?w|dök först upp på|udkom først på|появились сначала на)\s(?-i:[^a-zà-öø-ÿа-яё]).{1,80}[\W_]*",
    _FLAGS,
)

# What opens or closes the line under a picture; what closes it is looked for in small letters.
CAPTION_HEAD = re.compile(
    r"\W*(?:from (?:left|right|l(?:eft)? to r(?:ight)?)\b|\(?(?:from )?l(?:eft)?[- ]to[- ]r(?:ight)?\b|pictured\b|file\s?(?:photo|picture|image|pic|[-–—:])|(?:photo|image|picture|illustration|caption|video|graphic|screengrab|screenshot)\s?(?:[:：]|by\b|credit|courtesy|caption|via\b|source)|"
    r"【(?:写真|画像|図)】|this (?:undated |file |handout |combination |combo |\w+ \d+, \d{4},? |\w+day,? )*(?:photo|picture|image|photograph|frame grab|screengrab|video grab|(?:handout|combo|combination|satellite|frame)(?: (?:of|from))?(?: \w+)? (?:photo|picture|image|frame|grab|video|handout)s?)\b|(?:an? )?(?:aerial|file|undated|handout|combination) (?:photo|picture|image|photograph|view)\b|"
    r"in this (?:\w+ ){0,3}(?:\w+\.? \d{1,2},? (?:\d{4},? )?)?(?:file |handout )?(?:photo|picture|image|frame|handout|photograph)\b|foto\s?[:：]|bild(?:er)?\s?[:：]|photo\s?d['’](?:archives|illustration)|(?:archivfoto|symbolbild|imagen de archivo|foto de archivo|foto d['’]archivio|фото\s?[:：]|архивное фото)|(?:图|圖|圖片|图片|资料图|資料圖|資料照|资料图片|資料照片|写真|사진)\s?[:：/=]|"
    r"▲|△(?!\d)|▼(?!\s?\d))",
    _FLAGS,
)
_AGENCY_CREDIT = (
    r"(?:ap|afp|reuters|getty(?: images)?|epa(?:-efe)?|efe|dpa|pa|ansa|tass|xinhua|yonhap|kyodo|bloomberg|shutterstock|istock(?:photo)?|alamy|rex|wikimedia(?: commons)?|unsplash|pixabay|pexels|flickr|imago|zuma|nurphoto|anadolu|ria novosti|sputnik|picture alliance|keystone|belga|anp|handout|pool|newscom|usa today sports|courtesy|instagram|"
    r"twitter|facebook|youtube|screengrab|screenshot|staff|file(?: photo)?)"
)
CAPTION_TAIL = re.compile(
    r"(?=[picfbvjgarф©=（(/|\[–—\-摄攝供图圖사])"  # what each of them begins with: five times as fast with it
    r"(?:\((?:ap|afp|reuters|getty|photos?|image|picture|file|credit|courtesy|epa|dpa|pa|ansa|pool|foto|bild|фото|via|source)\b[^()]{0,120}\)|"
    rf"[(/|\[–—-]\s?{_AGENCY_CREDIT}(?:\s?(?:/|via|,|-|\|)\s?[\w .&'’-]{{1,60}}){{0,3}}\s?[)\]]?|(?:photo|image|picture|photograph|illustration|credit|foto|bild|crédit|crédito|фото|photos|images|pictures|video)s?\s?(?:credit)?s?\s?(?:[:：©/]|by|courtesy(?: of)?)\s?[^.]{{1,90}}|"
    r"\b(?:press (?:corps|pool|association|office|service)|(?:joint|pool) (?:press corps|photo)|getty images|ap photo|afp photo|reuters photo|file photo|photo agency)\b(?:\s?[/,]\s?[\w .'’-]{1,60})?|(?:©|\(c\))\s?[^.]{1,80}|\bcourtesy(?: of)? [^.]{1,60}|"
    r"[（(](?:资料图|資料圖|资料图片|图片来源|圖片來源|图源|受访者供图|资料照片|新华社发|.{1,12}[摄攝]|.{0,8}供图|撮影.{0,10}|写真.{0,20}|사진.{0,20})[^（）()]{0,40}[)）]|(?:摄影|攝影|供图|供圖|摄|攝|图片来源|圖片來源|圖/|图/|/文|사진=)[^。]{0,30}|=\s?(?:연합뉴스|뉴시스|뉴스1|共同|時事))\W*$",
)

# What every line under a picture has, in lower case, that the two patterns around this one know.
CAPTION_HINTS = (
    "photo", "imag", "pict", "credit", "courtesy", "getty", "press", "reuters", "afp", " ap", "(", "©", "/", "|", " epa", " dpa", " via ", "source", "quelle", "foto", "bild", "фото", "crédit",
    "handout", "pool", "图", "圖", "摄", "攝", "写", "撮", "사진", "供", "연합", "뉴", "共同", "時事", "agency", "staff", "screen", "illustration", "instagram", "twitter", "facebook", "youtube",
    "video", "stock", "alamy", "wikimedia", "unsplash", "pixabay", "pexels", "flickr", "xinhua", "yonhap", "kyodo", "bloomberg", "tass", "sputnik", "anadolu", "keystone", "belga", " pa", "efe",
    "ansa", "rex", "imago", "zuma", "usa today",
)  # fmt: skip

# A line that is only a picture's credit; in small letters.
CREDIT_LINE = re.compile(
    rf"\W*(?:(?:photo|image|picture|illustration|photograph|video|graphic|foto|bild|crédit photo|фото)s?\s?(?:credit|credits|by|courtesy|via|source|[:：/©|])+.{{1,120}}|{_AGENCY_CREDIT}(?:[\s/|,;-]+(?:via |and |by )?[\w.&'’ -]{{0,60}}?(?:{_AGENCY_CREDIT}|images|photo|pictures|press|news|file))?|[\w .'’-]{{2,60}}\s?(?:/{{1,2}}|\||via|for)\s?(?:the )?(?:{_AGENCY_CREDIT}|ap|the .{{3,30}}|.{{2,30}}images|.{{2,30}}pictures|.{{2,30}} photo)|"
    r"(?:©|credit|credits|courtesy|source|quelle|crédit|crédito)\s?[:：]?\s?.{2,80}|getty images.{0,60})\W*",
)

# A person's life in one line, under the article.
BIO = re.compile(
    r"(?P<name>(?:[A-Z\u00c0-\u024f][\w.'’-]*\s+){1,4}|(?:The author|The writer|The columnist|About the author:?)\s+)(?:\([^)]{1,60}\)\s*)?(?:,[^,]{1,80},\s*)?(?:is|are|writes|covers|reports|works|lives|has (?:been|written|worked|covered|reported)|joined)\b"
    r".{0,80}\b(?:reporter|writer|editor|correspondent|columnist|journalist|author|contributor|blogger|freelance\w*|producer|intern|fellow|professor|analyst|founder|director|host|strategist|news (?:desk|team)|staff|owner|c[eft]o|chief|president|manager|specialist|expert|consultant|head of|marketer|engineer|vp|attorney|lawyer|physician|nutritionist|dietitian|coach|student|researcher|scientist|covering|based in|newsroom|magazine)\b.{0,400}|"
    r"(?P<name2>(?:[A-Z\u00c0-\u024f][\w.'’-]*\s+){2,4})(?:writes|reports|covers) (?:\w+ ){0,8}?for (?:the )?[A-Z].{0,200}",
)
BIO_CONTACT = re.compile(
    r"(?:you can )?(?:reach|contact|e-?mail|follow|tweet|write to|get in touch with|find)\s+(?:(?:the |our )?(?:staff |senior )?(?:writer|reporter|editor|author)s? [A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}|him|her|them|the (?:author|writer|reporter)|[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}|me|us)\s+(?:at|on|via|@|here|by)\b.{0,160}|(?:e-?mail|contact|tel|phone|twitter)\s?[:：]\s?.{0,120}",
    _FLAGS,
)

# The time at which somebody said something, as comment sections print it; in small letters, like the next.
STAMP = re.compile(
    r"(?:[\w .'’@-]{0,40}\W{0,3})?(?:(?:about |over |almost )?(?:\d+|an?|one|two|few) (?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s? ago(?: \(?edited\)?)?|(?:vor \d+ (?:minuten|stunden|tagen))|(?:il y a \d+ \w+)|(?:hace \d+ \w+)|\d+ (?:часов|часа|минут[ыу]?|дн(?:я|ей)) назад|\d+\s?(?:小时|分钟|天|个月|年)前|\d+\s?(?:時間|分|日)前|\d+(?:분|시간|일)\s?전|\d+[smhdwy])"
    r"(?:\W{0,3}(?:reply|report|like|share|edited|link|permalink|flag))?\W*|(?:[\w .'’@-]{1,40}\s)?(?:commented|replied)\s?[:：]|.{0,60}\b(?:at|um|à|@)\s\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?:\W{0,3}(?:reply|said|says))?\W*"
)

# The time of an entry, as live blogs print it.
CLOCK = re.compile(
    r"[^\w$€£¥₹₽₩%]*(?:\d{1,2}[:.h]\d{2}(?::\d{2})?)\s?(?:[ap]\.?m\.?|uhr|h)?(?:\s?\(?[a-z]{2,4}\)?)?[^\w$€£¥₹₽₩%]*"
)

# Pages that are no article.
NO_ARTICLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "error page",
        re.compile(
            r"\b(?:404|403|410|500|502|503)\b.{0,40}\b(?:not found|error|forbidden|gone|unavailable|bad gateway)|\b(?:page|article|file|url|site) (?:you (?:requested|are looking for|were looking for|have requested)|cannot be|can[’']?t be|could not be|was not|not) (?:found|displayed|exist|longer|is no|does not|doesn't)?|page not found|"
            r"(?:error|http) (?:404|403|410|500|502|503)\b|access (?:denied|to this page has been denied)|this (?:page|article|content|story) (?:is (?:no longer|not|currently un)|has been (?:removed|deleted)|does ?n[o'’]t exist|can[’']?t be found)|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata|страница не найдена|"
            r"页面(?:不存在|未找到|没有找到)|頁面不存在|ページが見つかりません|페이지를 찾을 수 없|الصفحة غير موجودة",
            _FLAGS,
        ),
    ),
    (
        "captcha page",
        re.compile(
            r"(?:verify|confirm|prove|make sure|checking)(?: that)? (?:you are|you're|you’re) (?:a |not a |an? )?(?:human|robot|bot)|are you a (?:robot|human)|complete the (?:captcha|security check)|captcha|unusual (?:traffic|activity) from|checking your browser|ddos protection by|cloudflare ray id|security check to access|请完成安全验证|验证码|я не робот",
            _FLAGS,
        ),
    ),
    (
        "JavaScript needed",
        re.compile(
            r"(?:enable|activate|turn on|requires?|need|without|disabled?|activer|aktivieren(?: sie)?|habilit\w+|включите|启用|请开启)\W{0,3}(?:\w+\W+){0,4}java\s?script|java\s?script (?:is|ist|est|está|must be|has been|seems to be|needs to be|отключен)(?: \w+){0,3} (?:disabled|required|enabled|needed|deaktiviert|désactivé|desactivado)|please (?:update|upgrade) your browser|your browser (?:is|does) (?:not|out)",
            _FLAGS,
        ),
    ),
    (
        "consent wall",
        re.compile(
            r"(?:we (?:and our \d* ?partners|value your privacy|care about your privacy|use cookies)|before you continue|cookies? (?:and similar technologies|consent|settings|preferences)|your (?:privacy|consent|data) (?:choices|matters|is important)|manage (?:your )?(?:cookies?|consent|privacy|preferences)|accept all|we need your consent|"
            r"store and/or access information on a device|zustimmen und weiter|wir und unsere (?:\d+ )?partner|avec votre (?:accord|consentement)|nous et nos partenaires|nosotros y nuestros (?:\d+ )?socios|мы используем (?:cookie|куки)|我们使用\s?cookie)",
            _FLAGS,
        ),
    ),
    (
        "paywall stub",
        re.compile(
            r"subscribe (?:now )?(?:to|for) (?:continue|read|keep|get (?:full|unlimited)|unlock|full|unlimited|access)|(?:to|please) (?:continue|keep) reading\b.{0,80}(?:subscri|register|sign|log ?in|account)|(?:this|the) (?:article|content|story|page) is (?:only |exclusively )?(?:available |reserved |exclusive )?(?:for|to) (?:our |paid |premium |registered )*(?:subscribers?|members|users)|"
            r"(?:already|not) a (?:subscriber|member)\b|for subscribers only|subscriber[- ]only|subscribers? exclusive|you(?:'ve|’ve| have) (?:reached|read|used|hit) (?:your|all|the) (?:.{0,40})(?:limit|articles?)|start your (?:free )?trial|unlock (?:this|the|unlimited|full)|read the full (?:article|story) (?:with|by)|register (?:for free )?to (?:continue|read|keep)|"
            r"(?:weiterlesen|jetzt) mit .{0,40}(?:abo|plus)|(?:dieser|der) artikel ist (?:nur )?für abonnenten|article réservé aux abonnés|il vous reste .{0,20} de cet article|contenido exclusivo para suscriptores|(?:contenuto|articolo) riservato agli abbonati|материал доступен (?:только )?(?:по подписке|подписчикам)|本文(?:仅限|只供)(?:会员|订阅)|この記事は(?:会員|有料)|有料会員限定|구독자 전용",
            _FLAGS,
        ),
    ),
)


# A line without any of these words fits none of the patterns above, as far as it is in Latin letters. A word is asked for where
# a list has one that begins with the same four letters.
TRIGGERS = frozenset(
    [
        "aanbevolen",
        "abbonati",
        "abone",
        "accedi",
        "accepteren",
        "accetta",
        "aceitar",
        "aimerez",
        "ajánlott",
        "akceptuję",
        "akkoord",
        "aktuelle",
        "altri",
        "assine",
        "associés",
        "assuntos",
        "autres",
        "baca",
        "bekijk",
        "beliebte",
        "benzer",
        "bunlar",
        "bài",
        "cadastre",
        "citește",
        "correlate",
        "další",
        "derniers",
        "dernières",
        "deze",
        "diğer",
        "empfehlungen",
        "empfohlene",
        "este",
        "evästeitä",
        "fler",
        "flere",
        "folgen",
        "följ",
        "følg",
        "gebruiken",
        "gefallen",
        "gelezen",
        "geplaatst",
        "gepostet",
        "gerelateerde",
        "godkänn",
        "godta",
        "gustará",
        "hyväksy",
        "interessant",
        "kabul",
        "kapcsolódó",
        "laatste",
        "lainnya",
        "leídas",
        "lue",
        "luetuimmat",
        "mais",
        "manquer",
        "mest",
        "misschien",
        "może",
        "najczęściej",
        "najnowsze",
        "nejčtenější",
        "neueste",
        "nosso",
        "otras",
        "outras",
        "perca",
        "perdere",
        "pierdas",
        "più",
        "plus",
        "pode",
        "podobne",
        "podría",
        "polecane",
        "populaires",
        "potrebbe",
        "potrebbero",
        "pourriez",
        "používáme",
        "powiązane",
        "prenumerera",
        "przeczytaj",
        "pubblicato",
        "publicada",
        "publicado",
        "publié",
        "puede",
        "questo",
        "quizá",
        "quizás",
        "rater",
        "recomendadas",
        "recomendados",
        "recomendamos",
        "recommandations",
        "recommandé",
        "recommandés",
        "registrati",
        "relaterad",
        "relaterade",
        "relaterede",
        "relaterte",
        "repl",
        "siga",
        "similare",
        "situs",
        "son",
        "související",
        "submitted",
        "suivez",
        "sujets",
        "síguenos",
        "sıradaki",
        "ta",
        "takip",
        "talvez",
        "tato",
        "temas",
        "ten",
        "terkait",
        "terpopuler",
        "tilaa",
        "tillad",
        "tin",
        "topthemen",
        "trackback",
        "trackbacks",
        "ultime",
        "utilizziamo",
        "używamy",
        "veröffentlicht",
        "vi",
        "volg",
        "weitere",
        "xem",
        "zaakceptuj",
        "zapisz",
        "zgadzam",
        "ähnliche",
        "çekebilir",
        "çerez",
        "önerilen",
        "últimas",
        "čtěte",
        "đọc",
        "śledź",
        "exploring",
        "liked",
        "enjoyed",
        "bibliography",
        "citations",
        "endnotes",
        "sources",
        "subscriber",
        "subscribers",
        "subscription",
        "member",
        "account",
        "registered",
        "trial",
        "unlock",
        "preferred",
        "trusted",
        "notifications",
        "edit",
        "find",
        "más",
        "points",
        "flag",
        "akzeptieren",
        "beitrag",
        "touch",
        "connect",
        "meet",
        "files",
        "inputs",
        "assistance",
        "donation",
        "gift",
        "contribution",
        "reaction",
        "sell",
        "abonner",
        "abonnieren",
        "about",
        "accept",
        "aceptar",
        "ad",
        "additional",
        "ads",
        "advert",
        "advertentie",
        "advertise",
        "advertisement",
        "advertisements",
        "advertising",
        "affiliate",
        "ago",
        "agree",
        "alert",
        "alerts",
        "allow",
        "also",
        "amp",
        "anmelden",
        "annons",
        "annonse",
        "antworten",
        "anuncio",
        "anzeige",
        "aparece",
        "apareceu",
        "apparu",
        "appeared",
        "article",
        "articles",
        "artikel",
        "aussi",
        "author",
        "authors",
        "available",
        "back",
        "become",
        "bio",
        "bluesky",
        "bookmark",
        "browse",
        "bulletin",
        "buy",
        "case",
        "categories",
        "category",
        "check",
        "choices",
        "claps",
        "clarification",
        "click",
        "clicking",
        "close",
        "collapse",
        "comentario",
        "comentarios",
        "comentário",
        "comentários",
        "comment",
        "commentaire",
        "commentaires",
        "commented",
        "commenti",
        "commento",
        "comments",
        "commission",
        "compartilhar",
        "compartir",
        "compiled",
        "condividi",
        "connected",
        "connecter",
        "consent",
        "contact",
        "content",
        "contenus",
        "continue",
        "continues",
        "continuing",
        "contribute",
        "contributed",
        "contributor",
        "contributors",
        "conversation",
        "cookie",
        "cookies",
        "copied",
        "copy",
        "copyright",
        "correction",
        "correlati",
        "coverage",
        "creating",
        "customise",
        "customize",
        "czytaj",
        "dazu",
        "debate",
        "decline",
        "denunciar",
        "derechos",
        "digg",
        "direitos",
        "diritti",
        "disclaimer",
        "disclosure",
        "discover",
        "discussion",
        "diskutieren",
        "dislike",
        "donate",
        "download",
        "downvote",
        "droits",
        "drucken",
        "earlier",
        "edited",
        "editing",
        "editor",
        "editors",
        "einloggen",
        "elsewhere",
        "email",
        "ends",
        "enjoy",
        "enlarge",
        "entering",
        "erschien",
        "udkom",
        "verscheen",
        "dök",
        "proviene",
        "pojawił",
        "publicó",
        "estimated",
        "evernote",
        "expand",
        "explainer",
        "explore",
        "expressed",
        "facebook",
        "feedback",
        "file",
        "filed",
        "flipboard",
        "follow",
        "followers",
        "font",
        "footnotes",
        "gallery",
        "get",
        "google",
        "got",
        "graphic",
        "graphics",
        "haberler",
        "hacker",
        "hashtag",
        "hashtags",
        "headlines",
        "help",
        "helpful",
        "hide",
        "home",
        "http",
        "https",
        "image",
        "imprimer",
        "imprimir",
        "información",
        "inhalt",
        "inscreva",
        "inscrire",
        "inscrivez",
        "instagram",
        "interesar",
        "interessarti",
        "interessieren",
        "interested",
        "iscriviti",
        "join",
        "joining",
        "journalists",
        "jump",
        "kakao",
        "kakaostory",
        "kakaotalk",
        "keyword",
        "keywords",
        "komentarz",
        "komentarze",
        "kommentar",
        "kommentare",
        "label",
        "labels",
        "latest",
        "launch",
        "lea",
        "learn",
        "lectura",
        "lee",
        "leer",
        "lees",
        "leggi",
        "leia",
        "les",
        "lesen",
        "leserkommentare",
        "lesezeit",
        "letti",
        "leído",
        "lidas",
        "like",
        "likes",
        "line",
        "link",
        "linked",
        "linkedin",
        "links",
        "lire",
        "listen",
        "live",
        "liés",
        "load",
        "loading",
        "log",
        "login",
        "lus",
        "läs",
        "læs",
        "mail",
        "manage",
        "mastodon",
        "material",
        "meer",
        "mehr",
        "meistgelesen",
        "melden",
        "meldungen",
        "menu",
        "merken",
        "messenger",
        "min",
        "mins",
        "minute",
        "minutes",
        "miss",
        "missed",
        "more",
        "mute",
        "nachrichten",
        "naver",
        "navigation",
        "network",
        "news",
        "newsletter",
        "newsletters",
        "next",
        "note",
        "noticias",
        "odnoklassniki",
        "okunan",
        "okunanlar",
        "open",
        "opens",
        "opinions",
        "paid",
        "partager",
        "partners",
        "pdf",
        "permalink",
        "photo",
        "photos",
        "picks",
        "pics",
        "pictures",
        "pin",
        "pinterest",
        "play",
        "please",
        "popular",
        "post",
        "posted",
        "posts",
        "pr",
        "prawa",
        "prev",
        "previous",
        "print",
        "printer",
        "privacy",
        "produced",
        "product",
        "products",
        "promoted",
        "providing",
        "pubblicità",
        "publicidad",
        "publicidade",
        "publicité",
        "published",
        "purchases",
        "qq",
        "quote",
        "qzone",
        "reacties",
        "reactions",
        "read",
        "reading",
        "reads",
        "receive",
        "recent",
        "rechte",
        "reclame",
        "recommended",
        "reddit",
        "references",
        "register",
        "registering",
        "registrieren",
        "reject",
        "reklam",
        "reklama",
        "relacionadas",
        "relacionados",
        "related",
        "remove",
        "replied",
        "replies",
        "reply",
        "report",
        "reported",
        "reporters",
        "reporting",
        "reprinted",
        "reproduction",
        "republish",
        "reserved",
        "resources",
        "responder",
        "response",
        "responses",
        "rights",
        "riservata",
        "rispondi",
        "rss",
        "rubrique",
        "réactions",
        "réagir",
        "répondre",
        "saiba",
        "save",
        "saved",
        "schlagworte",
        "scroll",
        "search",
        "searches",
        "section",
        "see",
        "seeing",
        "send",
        "share",
        "shared",
        "shares",
        "show",
        "sign",
        "signaler",
        "signing",
        "signup",
        "similaires",
        "site",
        "sitemap",
        "skip",
        "skype",
        "sms",
        "snapchat",
        "source",
        "sponsored",
        "sponsors",
        "staff",
        "stampa",
        "standards",
        "startseite",
        "stories",
        "story",
        "stumbleupon",
        "submitting",
        "subscribe",
        "subscribed",
        "subscribing",
        "sujet",
        "support",
        "suscribase",
        "suscribete",
        "suscribirse",
        "suscríbase",
        "suscríbete",
        "suscríbirse",
        "tag",
        "tagged",
        "tags",
        "tap",
        "teilen",
        "telegram",
        "temps",
        "terms",
        "text",
        "thank",
        "thanks",
        "thema",
        "themen",
        "thought",
        "thoughts",
        "threads",
        "thème",
        "tiempo",
        "tiktok",
        "toggle",
        "top",
        "topic",
        "topics",
        "transcript",
        "translated",
        "translation",
        "trending",
        "tumblr",
        "tweet",
        "twitter",
        "unauthorised",
        "unauthorized",
        "understood",
        "unsubscribe",
        "update",
        "upvote",
        "upvotes",
        "url",
        "veja",
        "version",
        "verwenden",
        "via",
        "viber",
        "video",
        "videos",
        "view",
        "viewed",
        "views",
        "visit",
        "visto",
        "vk",
        "vkontakte",
        "voir",
        "votes",
        "watch",
        "web",
        "wechat",
        "weibo",
        "werbung",
        "whats",
        "whatsapp",
        "writers",
        "writing",
        "written",
        "www",
        "xing",
        "yorum",
        "yorumlar",
        "youtube",
        "zobacz",
        "zoom",
    ]
)

# The same for a line in Chinese, Japanese or Korean: none of these stands in it.
EAST_HINTS = tuple(
    (  # noqa: SIM905 -- a word list reads best as text
        "广告 廣告 広告 スポンサ PR 광고 分享 微信 微博 空间 豆瓣 人人网 链接 二维码 收藏 打印 シェア ツイート フェイスブック はてな 페이스북 트위터 카카오 네이버 밴드 订阅 訂閱 关注 "
        "扫一扫 扫码 登录 登錄 注册 註冊 ログイン 会員 メルマガ 구독 로그인 회원가입 cookie クッキー 同意 版权 版權 声明 無断 무단 저작권 备 京公网 未经 转载 转自 阅读 閱讀 查看 "
        "点击 更多 関連 続き もっと 全文 관련 더보기 回复 回覆 举报 舉報 赞 顶 踩 支持 反对 推荐 推薦 返信 いいね 답글 신고 공감 좋아요 추천 字体 字號 字号 글자 文字サイズ 浏览 瀏覽 "
        "조회 閲覧 责任 責任 编辑 編輯 责编 校对 审核 监制 来源 來源 作者 标题 初审 复审 终审 主编 编审 審核 来自 本文 文章 完 评论 評論 跟帖 留言 回應 回应 コメント 댓글 相关 相關 "
        "延伸 猜 热 熱 最新 精彩 本周 今日 近期 往期 新闻 新聞 资讯 資訊 视频 标签 话题 图集 内容 报道 報導 回顾 信息 资料 为您 大家都 你可能 看了又 排行 一篇 一条 返回 参考文献 关键词 "
        "おすすめ 人気 新着 あわせて ランキング 記事 인기 주요 많이 기사 최신 精选 精選 小编 网友 網友 热点 熱點 头条 頭條 图片新闻 更新 栏目 看过 おすすめ トピックス 注目 読んだ 併せて 合わせて 뉴스 이슈 연관 동의 쿠키 张贴 張貼 帖"
    ).split()
)
