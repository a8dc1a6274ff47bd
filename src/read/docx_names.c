#include "read/docx_names.h"

#define OFFICE "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
#define MICROSOFT "http://schemas.microsoft.com/office/"
#define SPACE(uri, space)                                                                          \
    {                                                                                              \
        uri, sizeof(uri) - 1, space                                                                \
    }

static const read_xml_namespace namespaces[] = {
    SPACE(OFFICE "wordprocessingml/2006/main", DOCX_SPACE_W),
    SPACE(STRICT "wordprocessingml/main", DOCX_SPACE_W),
    SPACE(OFFICE "officeDocument/2006/relationships", DOCX_SPACE_R),
    SPACE(STRICT "officeDocument/relationships", DOCX_SPACE_R),
    SPACE(OFFICE "markup-compatibility/2006", DOCX_SPACE_MC),
    SPACE(OFFICE "drawingml/2006/wordprocessingDrawing", DOCX_SPACE_WP),
    SPACE(STRICT "drawingml/wordprocessingDrawing", DOCX_SPACE_WP),
    SPACE(OFFICE "drawingml/2006/picture", DOCX_SPACE_PIC),
    SPACE(STRICT "drawingml/picture", DOCX_SPACE_PIC),
    SPACE(OFFICE "drawingml/2006/chart", DOCX_SPACE_C),
    SPACE(STRICT "drawingml/chart", DOCX_SPACE_C),
    SPACE(OFFICE "officeDocument/2006/math", DOCX_SPACE_M),
    SPACE(STRICT "officeDocument/math", DOCX_SPACE_M),
    SPACE("urn:schemas-microsoft-com:vml", DOCX_SPACE_V),
    SPACE(OFFICE "package/2006/relationships", DOCX_SPACE_PR),
    SPACE(OFFICE "package/2006/content-types", DOCX_SPACE_CT),
    SPACE(OFFICE "drawingml/2006/main", DOCX_SPACE_A),
    SPACE(STRICT "drawingml/main", DOCX_SPACE_A),
    SPACE(OFFICE "drawingml/2006/diagram", DOCX_SPACE_DGM),
    SPACE(STRICT "drawingml/diagram", DOCX_SPACE_DGM),
    SPACE(OFFICE "drawingml/2006/lockedCanvas", DOCX_SPACE_KNOWN),
    SPACE("urn:schemas-microsoft-com:office:office", DOCX_SPACE_KNOWN),
    SPACE("urn:schemas-microsoft-com:office:word", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2010/wordprocessingShape", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2010/wordprocessingGroup", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2010/wordprocessingCanvas", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2010/wordprocessingDrawing", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2010/wordml", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2012/wordml", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2015/wordml/symex", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2016/wordml/cid", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2018/wordml", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2018/wordml/cex", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "word/2020/wordml/sdtdatahash", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "drawing/2007/8/2/chart", DOCX_SPACE_KNOWN),
    SPACE(MICROSOFT "drawing/2010/main", DOCX_SPACE_KNOWN),
};

static const read_xml_name names[] = {
#define NAME(space, local, id) {DOCX_SPACE_##space, local, id},
#include "read/docx_names.def"
#undef NAME
};

const read_xml_vocabulary docx_vocabulary = {namespaces, sizeof(namespaces) / sizeof(namespaces[0]),
                                             names, sizeof(names) / sizeof(names[0])};

/* 1 if every prefix in the list stands for a namespace of the vocabulary. */
static int understood(read_xml *xml, base_str requires)
{
    size_t at = 0;
    int count = 0;
    for (;;) {
        while (at < requires.len && strchr(" \t\r\n", requires.ptr[at]) != NULL)
            at++;
        if (at == requires.len)
            return count > 0;
        size_t start = at;
        while (at < requires.len && strchr(" \t\r\n", requires.ptr[at]) == NULL)
            at++;
        base_str prefix = base_str_n(requires.ptr + start, at - start);
        if (read_xml_prefix(xml, prefix) == READ_XML_FOREIGN)
            return 0;
        count++;
    }
}

int docx_alternate_start(docx_alternate *alternate, read_xml *xml, int id)
{
    if (id != MC_ALTERNATE_CONTENT && id != MC_CHOICE && id != MC_FALLBACK)
        return 0;
    int depth = read_xml_depth(xml);
    if (id == MC_ALTERNATE_CONTENT) {
        alternate->taken[depth] = 0;
        return 1;
    }
    unsigned char *taken = &alternate->taken[depth - 1];
    base_str requires;
    int wanted = read_xml_parent(xml) == MC_ALTERNATE_CONTENT && !*taken;
    if (wanted && id == MC_CHOICE) {
        read_xml_attribute(xml, N_REQUIRES, &requires);
        wanted = understood(xml, requires);
    }
    if (wanted)
        *taken = 1;
    else
        read_xml_skip(xml);
    return 1;
}

int docx_integer(read_xml *xml, int id, int missing)
{
    base_str value;
    if (!read_xml_attribute(xml, id, &value))
        return missing;
    value = base_str_trim(value);
    size_t at = value.len > 0 && (value.ptr[0] == '-' || value.ptr[0] == '+') ? 1 : 0;
    if (at == value.len)
        return missing;
    int number = 0;
    for (size_t i = at; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return i == at ? missing : (value.ptr[0] == '-' ? -number : number);
        if (number < 100000000)
            number = number * 10 + (value.ptr[i] - '0');
        else
            number = 1000000000;
    }
    return value.ptr[0] == '-' ? -number : number;
}

int docx_on(read_xml *xml)
{
    base_str value;
    if (!read_xml_attribute(xml, W_VAL, &value))
        return 1;
    return !base_str_eq_c(value, "0") && !base_str_eq_c(value, "false") &&
           !base_str_eq_c(value, "off");
}
