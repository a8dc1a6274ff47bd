#include "read/detect.h"

#include <strings.h>

#include "read/bytes.h"

#define OLE_ENTRY 128u

typedef struct magic {
    const char *bytes;
    size_t length;
    const char *format;
} magic;

static const magic magics[] = {
    {"\x89PNG\r\n\x1A\n", 8, "PNG"},
    {"\xFF\xD8\xFF", 3, "JPEG"},
    {"GIF87a", 6, "GIF"},
    {"GIF89a", 6, "GIF"},
    {"II*\0", 4, "TIFF"},
    {"MM\0*", 4, "TIFF"},
    {"RIFF", 4, "RIFF"},
    {"7z\xBC\xAF\x27\x1C", 6, "7z"},
    {"Rar!\x1A\x07", 6, "RAR"},
    {"\x1F\x8B", 2, "gzip"},
    {"BZh", 3, "bzip2"},
    {"\xFD"
     "7zXZ",
     5, "xz"},
    {"\x7F"
     "ELF",
     4, "ELF"},
    {"SQLite format 3", 15, "SQLite"},
};

/* Of a zip: a name that says which kind it is. */
static const magic members[] = {
    {"xl/workbook.bin", 15, "xlsb"},
    {"ppt/presentation", 16, "pptx"},
    {"OFD.xml", 7, "OFD"},
    {"META-INF/container.xml", 22, "EPUB"},
    {"word/", 5, "docx"},
};

/* Of an OLE2 file: the stream that says which kind it is. */
static const magic streams[] = {
    {"WordDocument", 12, "doc"},
    {"Workbook", 8, "xls"},
    {"Book", 4, "xls"},
    {"PowerPoint Document", 19, "ppt"},
    {"MatOST", 6, "Works"},
    {"CONTENTS", 8, "Works"},
    {"__properties_version1.0", 23, "Outlook"},
};

/* Offset of the directory entry with the name, which stands in UTF-16 at the start of a piece of
 * 128 bytes; 0 if there is none. */
static size_t ole_entry(base_str bytes, const char *name, size_t length)
{
    size_t at, i;
    for (at = 512; at + OLE_ENTRY <= bytes.len; at += OLE_ENTRY) {
        if (read_u16(bytes, at + 64) != (length + 1) * 2)
            continue;
        for (i = 0; i < length; i++) {
            if (read_u16(bytes, at + 2 * i) != (unsigned char)name[i])
                break;
        }
        if (i == length)
            return at;
    }
    return 0;
}

/* The flag fEncrypted of a .doc's FIB. */
static int doc_encrypted(base_str bytes, size_t entry)
{
    uint32_t shift = read_u16(bytes, 30);
    uint64_t sector = read_u32(bytes, entry + 116);
    if (shift < 9 || shift > 12)
        return 0;
    uint64_t start = (sector + 1) << shift;
    if (start > bytes.len)
        return 0;
    return read_u16(bytes, (size_t)start) == 0xA5EC &&
           (read_u16(bytes, (size_t)start + 10) & 0x100) != 0;
}

static const char *detect_ole(base_str bytes, int *encrypted)
{
    size_t i;
    if (ole_entry(bytes, "EncryptedPackage", 16) != 0) {
        *encrypted = 1;
        return "OOXML";
    }
    for (i = 0; i < sizeof(streams) / sizeof(streams[0]); i++) {
        size_t entry = ole_entry(bytes, streams[i].bytes, streams[i].length);
        if (entry == 0)
            continue;
        if (i == 0)
            *encrypted = doc_encrypted(bytes, entry);
        return streams[i].format;
    }
    return "OLE2";
}

static const char *open_document(base_str type)
{
    if (base_str_starts(type, base_str_c("application/vnd.oasis.opendocument.presentation")))
        return "odp";
    if (base_str_starts(type, base_str_c("application/epub")))
        return "EPUB";
    return base_str_starts(type, base_str_c("application/vnd.oasis.")) ? "OpenDocument" : NULL;
}

/* The first member of an OpenDocument file is its type, stored as it is. */
static const char *detect_zip(base_str bytes)
{
    size_t i;
    if (read_u16(bytes, 26) == 8 && base_str_eq_c(read_piece(bytes, 30, 8), "mimetype")) {
        const char *kind = open_document(read_piece(bytes, 38 + read_u16(bytes, 28), 64));
        if (kind != NULL)
            return kind;
    }
    for (i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        if (base_str_find(bytes, base_str_n(members[i].bytes, members[i].length), 0) !=
            BASE_STR_NONE)
            return members[i].format;
    }
    return "zip";
}

static int starts_tag(base_str text, const char *tag)
{
    size_t length = strlen(tag);
    if (text.len <= length || strncasecmp(text.ptr, tag, length) != 0)
        return 0;
    char after = text.ptr[length];
    return after == '>' || after == ' ' || after == '\r' || after == '\n' || after == '\t' ||
           after == '/';
}

/* What Word 2003, Excel 2003 and others keep a whole document in, often under the names .doc and
 * .xls. */
static const char *detect_xml(base_str head)
{
    static const struct {
        const char *space, *format;
    } kinds[] = {
        {"http://schemas.microsoft.com/office/word/2003/wordml", "Word 2003 XML"},
        {"http://schemas.microsoft.com/office/2006/xmlPackage", "Word XML (xmlPackage)"},
        {"urn:schemas-microsoft-com:office:spreadsheet", "Excel 2003 XML"},
        {"http://schemas.uof.org/", "UOF"},
    };
    if (base_str_find(head, base_str_c("<html"), 0) != BASE_STR_NONE)
        return "HTML";
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (base_str_find(head, base_str_c(kinds[i].space), 0) != BASE_STR_NONE)
            return kinds[i].format;
    }
    return "XML";
}

static const char *detect_markup(base_str text)
{
    static const char *const tags[] = {"<!doctype html", "<html",  "<head", "<body",
                                       "<meta",          "<table", "<div",  "<p",
                                       "<span",          "<title", "<h1",   "<style"};
    size_t i;
    for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        if (starts_tag(text, tags[i]))
            return "HTML";
    }
    if (starts_tag(text, "<!--") || (text.len > 4 && memcmp(text.ptr, "<!--", 4) == 0))
        return base_str_find(text, base_str_c("<html"), 0) != BASE_STR_NONE ? "HTML" : NULL;
    if (!starts_tag(text, "<?xml"))
        return NULL;
    return detect_xml(read_piece(text, 0, 4096));
}

/* Markup in UTF-16: its first bytes, with the zeros left out, decide. */
static const char *detect_wide(base_str bytes)
{
    char narrow[64];
    size_t at, length = 0;
    for (at = 0; at < bytes.len && at < 256 && length < sizeof(narrow); at++) {
        unsigned char byte = (unsigned char)bytes.ptr[at];
        if (byte != 0 && byte < 0x80)
            narrow[length++] = (char)byte;
    }
    return detect_markup(base_str_trim(base_str_n(narrow, length)));
}

const char *read_detect(base_str bytes, int *encrypted)
{
    size_t i;
    *encrypted = 0;
    if (base_str_starts(bytes, base_str_n("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8)))
        return detect_ole(bytes, encrypted);
    if (base_str_starts(bytes, base_str_n("PK\x03\x04", 4)) ||
        base_str_starts(bytes, base_str_n("PK\x05\x06", 4)))
        return detect_zip(bytes);
    base_str text = base_str_trim(read_piece(bytes, 0, bytes.len));
    for (i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
        if (base_str_starts(text, base_str_n(magics[i].bytes, magics[i].length)))
            return magics[i].format;
    }
    int wide = base_str_starts(bytes, base_str_n("\xFF\xFE", 2)) ||
               base_str_starts(bytes, base_str_n("\xFE\xFF", 2));
    return wide ? detect_wide(base_str_from(bytes, 2)) : detect_markup(text);
}
