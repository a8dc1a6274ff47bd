#include "audit/names.h"

/* How much of a zip is looked at for the name of its first members. */
#define ZIP_HEAD 4096u

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static int same_folded(base_str text, base_str word)
{
    if (text.len != word.len)
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (lower(text.ptr[i]) != word.ptr[i])
            return 0;
    }
    return 1;
}

/* 1 if the text, case folded, is one of the words, which are separated by one space. */
static int is_one_of(base_str text, const char *words)
{
    while (text.len > 0 && *words != '\0') {
        size_t length = strcspn(words, " ");
        if (same_folded(text, base_str_n(words, length)))
            return 1;
        words += length + (words[length] == ' ');
    }
    return 0;
}

/* What follows the last dot of the name; empty if there is none. */
static base_str extension(base_str path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '.' && path.ptr[at - 1] != '/')
        at--;
    if (at == 0 || path.ptr[at - 1] == '/')
        return base_str_n(NULL, 0);
    return base_str_from(path, at);
}

static int starts_folded(base_str name, const char *head)
{
    base_str word = base_str_c(head);
    return name.len >= word.len && same_folded(base_str_n(name.ptr, word.len), word);
}

int audit_name_skips(base_str name, base_msg_id *reason)
{
    static const struct {
        const char *extensions;
        base_msg_id reason;
    } kinds[] = {
        {"png jpg jpeg gif bmp tif tiff webp svg ico emf wmf psd heic", MSG_AUDIT_SKIP_IMAGE},
        {"mp3 mp4 avi mov wav wmv flv mkv m4a ogg webm", MSG_AUDIT_SKIP_MEDIA},
        {"zip rar 7z gz tgz tar bz2 xz zst hpack", MSG_AUDIT_SKIP_ARCHIVE},
        {"ppt pptx pps ppsx odp dps key", MSG_AUDIT_SKIP_SLIDES},
        {"exe dll so a o lib jar class msi apk bin iso", MSG_AUDIT_SKIP_PROGRAM},
        {"json jsonl ndjson lua js css py c h java sh bat cmd ps1 yml yaml toml ini cfg conf log "
         "sql db sqlite mdb accdb url lnk tmp bak swp ttf otf woff woff2",
         MSG_AUDIT_SKIP_DATA},
    };
    base_str ending = extension(name);
    if (base_str_starts(name, base_str_c("~$")) || starts_folded(name, "~wrl") ||
        base_str_starts(name, base_str_c(".~"))) {
        *reason = MSG_AUDIT_SKIP_LOCK;
        return 1;
    }
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (is_one_of(ending, kinds[i].extensions)) {
            *reason = kinds[i].reason;
            return 1;
        }
    }
    base_str stem = name;
    if (ending.len > 0)
        stem.len -= ending.len + 1;
    *reason = MSG_AUDIT_SKIP_DATA;
    return is_one_of(stem, "readme license licence changelog makefile thumbs") &&
           !is_one_of(ending, "docx doc pdf");
}

int audit_name_is_document(base_str path)
{
    return is_one_of(
        extension(path),
        "docx docm dotx dotm doc dot wps wpt rtf odt ott fodt ofd pdf xlsx xlsm xls et "
        "ods html htm xhtml shtml mht mhtml txt text md csv tsv");
}

int audit_bytes_are_office(base_str bytes)
{
    static const char *const members[] = {"[Content_Types].xml", "word/", "xl/",
                                          "mimetypeapplication/vnd.oasis.opendocument"};
    if (base_str_starts(bytes, base_str_c("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
        return 1;
    if (!base_str_starts(bytes, base_str_c("PK\x03\x04")))
        return 0;
    base_str head = bytes;
    if (head.len > ZIP_HEAD)
        head.len = ZIP_HEAD;
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        if (base_str_find(head, base_str_c(members[i]), 0) != BASE_STR_NONE)
            return 1;
    }
    return 0;
}
