# ruff: noqa: E501 -- paragraphs stay on one line
"""Invented articles in several scripts, for tests that put junk around them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Body:
    """One invented article."""

    language: str
    headline: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs as cleaning returns them."""
        return "\n\n".join(self.paragraphs)


LATIN = Body(
    "en",
    "Elmsworth votes to reopen its north ferry",
    (
        "The council of Elmsworth voted on Friday to reopen the north ferry, two years after a storm tore the landing stage from its piles.",
        "Mayor Orla Finch said the first crossing would leave in December, and that the fare would stay at two crowns for the whole winter.",
        "“We promised the island a boat, and the island shall have one,” she told the meeting, which ran until well after midnight.",
        "Farmers on the far bank have driven ninety kilometres round the estuary since the accident, and many had asked for a bridge instead.",
    ),
)
CYRILLIC = Body(
    "ru",
    "Совет Ольховска решил вернуть северный паром",
    (
        "Городской совет Ольховска в пятницу проголосовал за возвращение северного парома, который не ходит уже два года после бури.",
        "Мэр Вера Лугова сообщила, что первый рейс состоится в декабре, а цена билета останется прежней до конца зимы.",
        "Фермеры на другом берегу всё это время объезжали залив по дороге длиной девяносто километров, и многие просили построить мост.",
        "Работы на причале обойдутся городу в четыре миллиона, причём половину суммы обещало выделить областное правительство.",
    ),
)
ARABIC = Body(
    "ar",
    "مجلس بلدة الزيتونة يقرر إعادة العبارة الشمالية",
    (
        "قرر مجلس بلدة الزيتونة يوم الجمعة إعادة تشغيل العبارة الشمالية بعد عامين من العاصفة التي دمرت الرصيف الخشبي القديم.",
        "وقالت رئيسة البلدية ليلى الحسن إن الرحلة الأولى ستنطلق في كانون الأول وإن ثمن التذكرة سيبقى كما هو طوال فصل الشتاء.",
        "واضطر المزارعون على الضفة الأخرى إلى قطع تسعين كيلومترا حول الخليج منذ وقوع الحادث وطالب كثيرون منهم ببناء جسر جديد.",
        "وستكلف أعمال الرصيف البلدة أربعة ملايين وقد وعدت حكومة الإقليم بدفع نصف المبلغ قبل نهاية السنة المالية الحالية.",
    ),
)
HEBREW = Body(
    "he",
    "מועצת אלונית החליטה להשיב את המעבורת הצפונית",
    (
        "מועצת העיר אלונית החליטה ביום שישי להשיב את המעבורת הצפונית לשירות שנתיים אחרי הסערה שהרסה את הרציף הישן.",
        "ראשת העיר נועה ברק אמרה כי ההפלגה הראשונה תצא בחודש דצמבר וכי מחיר הכרטיס יישאר ללא שינוי במשך כל החורף.",
        "החקלאים בגדה השנייה נאלצו לנסוע תשעים קילומטרים סביב המפרץ מאז התאונה ורבים מהם ביקשו לבנות במקום גשר חדש.",
    ),
)
CHINESE = Body(
    "zh",
    "榆树镇议会决定恢复北岸渡轮",
    (
        "榆树镇议会星期五投票决定恢复北岸渡轮，两年前的一场风暴曾把码头的栈桥从木桩上卷走，航线从此停开。",
        "镇长林晓岚表示，首班渡轮将在十二月开出，整个冬季的票价维持两元不变，学生和老人可以免费乘坐。",
        "对岸的农户自事故以来每天要绕行九十公里才能把蔬菜运到市场，许多人曾要求改建一座跨海大桥。",
        "码头工程预计花费四百万元，其中一半由省政府承担，其余部分将从镇里的道路基金中分三年支付。",
    ),
)
KOREAN = Body(
    "ko",
    "느릅시 의회, 북쪽 나루 여객선 다시 띄우기로",
    (
        "느릅시 의회는 금요일 표결을 거쳐 북쪽 나루의 여객선을 다시 운항하기로 결정했으며 이는 폭풍으로 선착장이 무너진 지 두 해 만이다.",
        "한소라 시장은 첫 배가 십이월에 출항할 것이며 겨울 동안 요금은 예전과 같이 이천 원으로 유지될 것이라고 밝혔다.",
        "건너편 농민들은 사고 이후 만을 돌아 구십 킬로미터를 달려야 했고 많은 이들이 다리를 놓아 달라고 요구해 왔다.",
    ),
)
JAPANESE = Body(
    "ja",
    "楡木町議会、北の渡し船の再開を決定",
    (
        "楡木町議会は金曜日、二年前の嵐で桟橋が流されて以来止まっている北の渡し船を再開することを賛成多数で決めた。",
        "町長の森川ゆりさんは、最初の便は十二月に出る予定で、冬の間は運賃を二百円のまま据え置くと説明した。",
        "対岸の農家は事故のあと、市場に野菜を運ぶために湾を回る九十キロの道を毎日走ってきたと話している。",
    ),
)
ALL = (LATIN, CYRILLIC, ARABIC, HEBREW, CHINESE, KOREAN, JAPANESE)
