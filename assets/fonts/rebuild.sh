#!/usr/bin/env bash
# Cuts the embedded fonts out of Debian's package fonts-noto-core (Noto, SIL Open Font License 1.1).
# Needs: apt-get install fonts-noto-core; pip install fonttools. Run from anywhere; writes beside itself.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
from=${NOTO_DIR:-/usr/share/fonts/truetype/noto}

# Latin with all its extensions, spacing modifiers (ʿ ʾ ’), combining marks, Greek, Cyrillic, vowels with
# macrons and dots below, punctuation, currency, arrows and the few signs that the map uses.
latin='U+0020-024F,U+0250-02AF,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-214F,U+2190-2193,U+2212,U+2215,U+221E,U+2248,U+2260,U+2264,U+2265,U+25CC,U+A640-A69F,U+FB00-FB06'
# Arabic with the letters of Persian, Kurdish, Urdu, Pashto; presentation forms are reached by shaping.
arabic='U+0020,U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200F,U+25CC'
hebrew='U+0020,U+0590-05FF,U+200C-200F,U+20AA,U+25CC'

cut() { # file characters
    pyftsubset "$from/$1" --unicodes="$2" --output-file="$here/$1" \
        --layout-features='kern,liga,ccmp,locl,mark,mkmk,init,medi,fina,isol,rlig,calt,tnum,lnum,pnum' \
        --no-hinting --desubroutinize --name-IDs='*' --notdef-outline --drop-tables+=DSIG
}
for weight in Regular Bold; do
    cut "NotoSans-$weight.ttf" "$latin"
    cut "NotoSansArabic-$weight.ttf" "$arabic"
    cut "NotoSansHebrew-$weight.ttf" "$hebrew"
done
