"""The `digest.toml` that `digest init` writes: one active edition, all else shown as comments."""

from __future__ import annotations

INITIAL = """# The settings of digest. A line that begins with "# " and a key shows that key's default, or an example.
# Relative paths start from this file's folder. Unknown keys are refused with their path; `digest check` looks over it all.

# store     = "sqlite:///state/digest.db"   # what is remembered; absent: in $XDG_STATE_HOME/digest/
# output    = "output"                      # where briefings are published
# templates = "templates"                   # your own templates, block by block (absent: the packaged ones)
# base_url  = "https://news.example.org/"   # where output/ is published, if it is; links in mail and feeds use it
# keep      = { raw = "90d", articles = "2y", briefings = "forever" }

# [fetch]
# every       = "30m"     # the rhythm of the daemon; `digest fetch` asks at once
# per_host    = 2         # requests at a time to one host
# timeout     = "30s"
# max_bytes   = "10MB"
# allow_hosts = []        # private addresses are refused unless their host stands here or is a source's own

# Add sources with `digest feeds add URL`, `digest feeds import FILE.opml`, or by hand:
# [[source]]
# name      = "The Example Post"
# url       = "https://example.org/rss"     # or path = "articles/" (a folder is read as a tree)
# weight    = 1.0                           # 0 mutes the source without hiding what others report
# family    = "example media"               # outlets of one family are one independent voice
# language  = "en"
# full_text = false                         # true: read the page behind a teaser

[edition.morning]
title    = "Morning briefing"
schedule = "07:00"                          # or "07:00,18:00", or a cron line: "0 7 * * mon-fri"
timezone = "UTC"                            # a name such as Europe/Berlin
# language   = "en"                         # of labels and dates, not a filter
# languages  = ["en"]                       # stories in others stand in a section of their own; empty: all mixed
# stories    = 12
# words      = 120                          # for each story, within 10 %
# method     = "coverage"                   # or lexrank, textrank, lsa, luhn, sumbasic, kl, reduction
# sources    = []                           # names; empty: all
# watch      = ["ferr*"]                    # words that raise a story
# mute       = []                           # words that keep one out
# sections   = [{ title = "Economy", watch = ["bank*"] }]  # a story stands in the first whose words it meets
# to         = ["ana@example.org"]          # who gets it by mail
# when_empty = "say"                        # or "skip"
# catch_up   = "12h"                        # how late a missed slot is still made

# [email]
# host      = "smtp.example.org"
# port      = 587
# security  = "starttls"                    # or tls, none
# username  = "digest"                      # the password: DIGEST_SMTP_PASSWORD or DIGEST_SMTP_PASSWORD_FILE
# from      = "digest@example.org"
# uncertain = "resend"                      # a lost answer: one identical copy more, or "hold": ask a person

# [deliver]
# command = []                              # e.g. ["notify-send", "Briefing"]: the text on its standard input
# folder  = ""                              # a folder of .eml files

# [web]
# listen = ""                               # "127.0.0.1:8420": health, metrics, one-click unsubscribe

# [engine]
# kind      = "local"                       # or processes, or dask
# workers   = 0                             # 0: one a core
# scheduler = ""                            # with dask: tcp://HOST:8786; empty: a cluster on this machine

# [log]
# format = "terminal"                       # or json
# level  = "info"
"""
