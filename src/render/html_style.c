#include "render/html_style.h"

#include "base/hash.h"

/* No compiler has to take a string of more than 4095 bytes. */
static const char page_style[] =
    ":root{color-scheme:light dark;--text:#1c2430;--soft:#5b6675;--page:#f4f6f9;--card:#fff;"
    "--line:#d9dfe7;--error:#b3261e;--error-soft:#fdecea;--warning:#8a5300;--warning-soft:#fff4e0;"
    "--notice:#1f5fa8;--notice-soft:#e8f1fb;--good:#1b6e3c;--good-soft:#e6f4ea;--accent:#1f4e8c}"
    "@media(prefers-color-scheme:dark){:root{--text:#e4e8ee;--soft:#a0abb9;--page:#14181e;"
    "--card:#1d232b;--line:#353e4a;--error:#ff9d94;--error-soft:#43201e;--warning:#f5c069;"
    "--warning-soft:#3d2e14;--notice:#8fc0f7;--notice-soft:#1b2f47;--good:#84d6a1;"
    "--good-soft:#183524;--accent:#9cc4f5}}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;max-width:64rem;padding:1.5rem 1rem 4rem;background:var(--page);"
    "color:var(--text);font:1rem/1.65 \"Noto Sans CJK SC\",\"Source Han Sans SC\","
    "\"Microsoft YaHei\",\"PingFang SC\",system-ui,sans-serif;overflow-wrap:anywhere}"
    "h1{margin:0;font-size:1.75rem;line-height:1.3}"
    "h2{margin:0 0 .4rem;font-size:1.3rem;line-height:1.4}"
    "h3{margin:0 0 .5rem;font-size:1.05rem;line-height:1.5}"
    "h4{margin:.8rem 0 .2rem;font-size:.95rem}"
    "p{margin:.3rem 0}ul{margin:.3rem 0;padding-left:1.3rem}a{color:var(--accent)}"
    "code{font-family:ui-monospace,Consolas,monospace;font-size:.92em}"
    ".soft{color:var(--soft);font-size:.9rem}"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(5.6rem,1fr));gap:.6rem;"
    "margin:1rem 0}"
    ".tiles div{display:flex;flex-direction:column-reverse;padding:.6rem .8rem;"
    "background:var(--card);border:1px solid var(--line);border-radius:.5rem}"
    ".tiles dt{color:var(--soft);font-size:.85rem}"
    ".tiles dd{margin:0;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}"
    ".tiles .error dd{color:var(--error)}.tiles .warning dd,.tiles .undecided dd"
    "{color:var(--warning)}.tiles .notice dd{color:var(--notice)}.tiles .good dd{color:var(--good)}"
    ".box{margin:.8rem 0;padding:.7rem 1rem;border-left:.3rem solid;border-radius:.3rem}"
    ".box.error{background:var(--error-soft);border-color:var(--error)}"
    ".box.warning{background:var(--warning-soft);border-color:var(--warning)}"
    ".box h3{margin:0 0 .2rem}"
    "table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;"
    "vertical-align:top}th{font-weight:600}thead th{color:var(--soft);font-size:.85rem;"
    "white-space:nowrap}.number{text-align:right;white-space:nowrap}"
    ".list,.report{margin:1.2rem 0;padding:1.1rem 1.3rem;background:var(--card);"
    "border:1px solid var(--line);border-radius:.6rem}"
    ".scroll{overflow-x:auto}"
    ".badge{display:inline-block;margin-right:.4rem;padding:0 .55rem;border-radius:1rem;"
    "font-size:.85rem;font-weight:600;white-space:nowrap}"
    ".badge.error{background:var(--error-soft);color:var(--error)}"
    ".badge.warning,.badge.undecided{background:var(--warning-soft);color:var(--warning)}"
    ".badge.notice{background:var(--notice-soft);color:var(--notice)}"
    ".badge.good{background:var(--good-soft);color:var(--good)}";
static const char finding_style[] =
    ".finding{margin:1rem 0;padding:.8rem 1rem;border:1px solid var(--line);"
    "border-left:.3rem solid;border-radius:.4rem}"
    ".finding.error{border-left-color:var(--error)}"
    ".finding.warning{border-left-color:var(--warning)}"
    ".finding.notice{border-left-color:var(--notice)}"
    ".finding .finding{margin:.6rem 0}"
    "blockquote{margin:.5rem 0;padding:.3rem .9rem;border-left:.2rem solid var(--line);"
    "color:var(--soft)}"
    "td .badge{margin:0}.arithmetic tbody "
    "th{font-weight:400}.arithmetic{width:auto;min-width:50%;margin:.6rem 0;font-size:.95rem}"
    ".arithmetic tr.stated th,.arithmetic tr.stated td{font-weight:600}"
    ".arithmetic tr.expected th,.arithmetic tr.expected td{border-top:2px solid var(--soft)}"
    ".arithmetic tr.difference th,.arithmetic tr.difference td{color:var(--error);"
    "border-bottom:0}"
    "details{margin:.4rem 0}summary{cursor:pointer;color:var(--accent)}"
    "input.filter{margin:0 .3rem 0 1rem;accent-color:var(--accent)}"
    "#show-error:not(:checked)~main .finding.error,"
    "#show-warning:not(:checked)~main .finding.warning,"
    "#show-notice:not(:checked)~main .finding.notice{display:none}"
    ".skip{position:absolute;left:-99rem}.skip:focus{position:static}"
    ":focus-visible{outline:.15rem solid var(--accent);outline-offset:.15rem}"
    "footer{margin-top:2rem}"
    "@media print{:root{--text:#000;--soft:#444;--page:#fff;--card:#fff;--line:#999;"
    "--error:#900;--error-soft:#fff;--warning:#630;--warning-soft:#fff;--notice:#036;"
    "--notice-soft:#fff;--good:#030;--good-soft:#fff;--accent:#000}"
    "body{max-width:none;padding:0;font-size:10.5pt}"
    ".filter,.skip,.top{display:none}.box,tr{break-inside:avoid}h2,h3,h4{break-after:avoid}"
    ".report{border:0;padding:0}.list{border:0;padding:0}"
    "a{color:inherit;text-decoration:none}"
    "details::details-content{content-visibility:visible;block-size:auto}}"
    "@page{margin:18mm 16mm}";

void render_html_style(base_buf *out)
{
    base_buf_add_c(out, page_style);
    base_buf_add_c(out, finding_style);
}

static unsigned hex_value(char digit)
{
    return digit <= '9' ? (unsigned)(digit - '0') : (unsigned)(digit - 'a') + 10u;
}

static void add_base64(base_buf *out, const unsigned char *bytes, size_t count)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < count; i += 3) {
        unsigned long three = (unsigned long)bytes[i] << 16;
        if (i + 1 < count)
            three |= (unsigned long)bytes[i + 1] << 8;
        if (i + 2 < count)
            three |= bytes[i + 2];
        base_buf_add_byte(out, digits[three >> 18 & 63]);
        base_buf_add_byte(out, digits[three >> 12 & 63]);
        base_buf_add_byte(out, i + 1 < count ? digits[three >> 6 & 63] : '=');
        base_buf_add_byte(out, i + 2 < count ? digits[three & 63] : '=');
    }
}

void render_html_policy(base_buf *out)
{
    char hex[BASE_SHA256_HEX];
    unsigned char hash[(BASE_SHA256_HEX - 1) / 2];
    base_buf style;
    base_buf_init(&style);
    render_html_style(&style);
    base_sha256_hex(base_buf_str(&style), hex);
    out->failed |= style.failed;
    base_buf_dispose(&style);
    for (size_t i = 0; i < sizeof(hash); i++)
        hash[i] = (unsigned char)(hex_value(hex[2 * i]) << 4 | hex_value(hex[2 * i + 1]));
    base_buf_add_c(out, "default-src 'none'; style-src 'sha256-");
    add_base64(out, hash, sizeof(hash));
    base_buf_add_c(out, "'; base-uri 'none'; form-action 'none'");
}
