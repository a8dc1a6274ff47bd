#include "read/docx_package.h"

#include "base/err.h"
#include "read/docx_names.h"

int docx_package_open(docx_package *package, base_str bytes, const read_limits *limits,
                      base_arena *arena, hecha_err *err)
{
    package->arena = arena;
    package->limits = limits;
    return read_zip_open(bytes, limits, &package->zip, err);
}

void docx_package_close(docx_package *package)
{
    read_zip_close(package->zip);
    package->zip = NULL;
}

int docx_package_has(const docx_package *package, base_str part)
{
    return read_zip_find(package->zip, part) != READ_ZIP_NONE;
}

int docx_package_read(docx_package *package, base_str part, base_buf *out, hecha_err *err)
{
    size_t index = read_zip_find(package->zip, part);
    if (index == READ_ZIP_NONE) {
        const char *name = base_arena_copy(package->arena, part.ptr, part.len);
        return base_err(err, HECHA_E_FORMAT, MSG_DOCX_NO_PART, name != NULL ? name : "", NULL);
    }
    return read_zip_read(package->zip, index, out, err);
}

static docx_relation_type relation_type(base_str type)
{
    static const struct {
        const char *name;
        docx_relation_type type;
    } types[] = {
        {"officeDocument", DOCX_RELATION_MAIN}, {"styles", DOCX_RELATION_STYLES},
        {"numbering", DOCX_RELATION_NUMBERING}, {"footnotes", DOCX_RELATION_FOOTNOTES},
        {"endnotes", DOCX_RELATION_ENDNOTES},   {"comments", DOCX_RELATION_COMMENTS},
        {"header", DOCX_RELATION_HEADER},       {"footer", DOCX_RELATION_FOOTER},
        {"chart", DOCX_RELATION_CHART},         {"aFChunk", DOCX_RELATION_CHUNK},
        {"hyperlink", DOCX_RELATION_LINK},      {"sharedStrings", DOCX_RELATION_STRINGS},
        {"drawing", DOCX_RELATION_DRAWING},     {"diagramData", DOCX_RELATION_DIAGRAM},
    };
    size_t start = type.len;
    while (start > 0 && type.ptr[start - 1] != '/')
        start--;
    base_str last = base_str_from(type, start);
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (base_str_eq_c(last, types[i].name))
            return types[i].type;
    }
    return DOCX_RELATION_OTHER;
}

/* Drops the last segment of out[0..length); the slash before it too. */
static size_t parent_folder(const char *out, size_t length)
{
    while (length > 0 && out[length - 1] != '/')
        length--;
    return length > 0 ? length - 1 : 0;
}

/* Resolves a target against the folder of its source: "../x", "./x", "/x" and plain names. */
static base_str resolve(base_arena *arena, base_str source, base_str target)
{
    char *out = base_arena_alloc(arena, source.len + target.len + 2);
    if (out == NULL)
        return base_str_n("", 0);
    size_t length = 0, at = 0;
    int absolute = target.len > 0 && (target.ptr[0] == '/' || target.ptr[0] == '\\');
    if (!absolute && source.len > 0) {
        memcpy(out, source.ptr, source.len);
        length = parent_folder(out, source.len);
    }
    while (at < target.len) {
        size_t start = at;
        while (at < target.len && target.ptr[at] != '/' && target.ptr[at] != '\\')
            at++;
        base_str segment = base_str_n(target.ptr + start, at - start);
        at++;
        if (segment.len == 0 || base_str_eq_c(segment, "."))
            continue;
        if (base_str_eq_c(segment, "..")) {
            length = parent_folder(out, length);
            continue;
        }
        if (length > 0)
            out[length++] = '/';
        memcpy(out + length, segment.ptr, segment.len);
        length += segment.len;
    }
    out[length] = '\0';
    return base_str_n(out, length);
}

typedef struct relations_state {
    docx_package *package;
    base_str source;
    docx_relations *relations;
} relations_state;

static void relation_start(void *context, read_xml *xml, int id)
{
    relations_state *state = context;
    if (id != PR_RELATIONSHIP)
        return;
    base_arena *arena = state->package->arena;
    docx_relation *fresh = base_vec_push(&state->relations->items, arena);
    if (fresh == NULL)
        return;
    base_str value;
    read_xml_attribute(xml, N_ID, &value);
    fresh->id = base_arena_str(arena, value);
    read_xml_attribute(xml, N_TYPE, &value);
    fresh->type = relation_type(value);
    read_xml_attribute(xml, N_TARGET_MODE, &value);
    fresh->external = base_str_eq_c(value, "External");
    read_xml_attribute(xml, N_TARGET, &value);
    fresh->target =
        fresh->external ? base_arena_str(arena, value) : resolve(arena, state->source, value);
}

static void ignore_end(void *context, read_xml *xml, int id)
{
    (void)context;
    (void)xml;
    (void)id;
}

/* word/document.xml has its relationships in word/_rels/document.xml.rels. */
static base_str relations_name(base_arena *arena, base_str part)
{
    size_t folder = part.len;
    while (folder > 0 && part.ptr[folder - 1] != '/')
        folder--;
    char *name = base_arena_alloc(arena, part.len + 12);
    if (name == NULL)
        return base_str_n("", 0);
    if (folder > 0)
        memcpy(name, part.ptr, folder);
    memcpy(name + folder, "_rels/", 6);
    if (part.len > folder)
        memcpy(name + folder + 6, part.ptr + folder, part.len - folder);
    memcpy(name + part.len + 6, ".rels", 6);
    return base_str_n(name, part.len + 11);
}

int docx_package_relations(docx_package *package, base_str part, docx_relations *out,
                           hecha_err *err)
{
    static const read_xml_handler handler = {relation_start, ignore_end, NULL};
    relations_state state = {package, part, out};
    memset(out, 0, sizeof(*out));
    base_vec_init(&out->items, sizeof(docx_relation));
    base_str name = relations_name(package->arena, part);
    if (base_arena_failed(package->arena))
        return base_err_memory(err);
    if (!docx_package_has(package, name))
        return HECHA_OK;
    base_buf bytes;
    base_buf_init(&bytes);
    int code = docx_package_read(package, name, &bytes, err);
    if (code == HECHA_OK)
        code = read_xml_parse(base_buf_str(&bytes), name.ptr, &docx_vocabulary, &handler, &state,
                              package->limits, err);
    base_buf_dispose(&bytes);
    if (base_arena_failed(package->arena) ||
        docx_index_build(&out->index, &out->items, package->arena) != HECHA_OK)
        return base_err_memory(err);
    return code;
}

typedef struct type_state {
    base_arena *arena;
    base_str part;    /* whose type is asked; or empty: the main part is looked for */
    base_str by_name; /* found */
    base_str by_ending;
    base_str main_part;
} type_state;

static base_str without_slash(base_str name)
{
    return name.len > 0 && name.ptr[0] == '/' ? base_str_from(name, 1) : name;
}

static int same_text(base_str a, base_str b)
{
    if (a.len != b.len)
        return 0;
    for (size_t i = 0; i < a.len; i++) {
        int x = (unsigned char)a.ptr[i], y = (unsigned char)b.ptr[i];
        if (x >= 'A' && x <= 'Z')
            x += 'a' - 'A';
        if (y >= 'A' && y <= 'Z')
            y += 'a' - 'A';
        if (x != y)
            return 0;
    }
    return 1;
}

static base_str file_ending(base_str part)
{
    size_t dot = part.len;
    while (dot > 0 && part.ptr[dot - 1] != '.' && part.ptr[dot - 1] != '/')
        dot--;
    return dot > 0 && part.ptr[dot - 1] == '.' ? base_str_from(part, dot) : base_str_n("", 0);
}

/* document, template and their macro-enabled forms. */
static int is_main_type(base_str type)
{
    return base_str_ends(type, base_str_c("main+xml")) &&
           (base_str_find(type, base_str_c("wordprocessingml"), 0) != BASE_STR_NONE ||
            base_str_find(type, base_str_c("ms-word"), 0) != BASE_STR_NONE) &&
           base_str_find(type, base_str_c("glossary"), 0) == BASE_STR_NONE;
}

static void type_start(void *context, read_xml *xml, int id)
{
    type_state *state = context;
    base_str name, type;
    if (id == CT_DEFAULT) {
        read_xml_attribute(xml, N_EXTENSION, &name);
        int wanted = same_text(name, file_ending(state->part));
        read_xml_attribute(xml, N_CONTENT_TYPE, &type);
        if (wanted && state->by_ending.len == 0)
            state->by_ending = base_arena_str(state->arena, type);
        return;
    }
    if (id != CT_OVERRIDE)
        return;
    read_xml_attribute(xml, N_CONTENT_TYPE, &type);
    base_str kept = base_arena_str(state->arena, type);
    read_xml_attribute(xml, N_PART_NAME, &name);
    name = without_slash(name);
    if (state->main_part.len == 0 && is_main_type(kept))
        state->main_part = base_arena_str(state->arena, name);
    if (state->by_name.len == 0 && same_text(name, state->part))
        state->by_name = kept;
}

static int read_types(docx_package *package, type_state *state, hecha_err *err)
{
    static const read_xml_handler handler = {type_start, ignore_end, NULL};
    base_str name = base_str_c("[Content_Types].xml");
    if (!docx_package_has(package, name))
        return HECHA_OK;
    base_buf bytes;
    base_buf_init(&bytes);
    int code = docx_package_read(package, name, &bytes, err);
    if (code == HECHA_OK)
        code = read_xml_parse(base_buf_str(&bytes), name.ptr, &docx_vocabulary, &handler, state,
                              package->limits, err);
    base_buf_dispose(&bytes);
    return base_arena_failed(package->arena) ? base_err_memory(err) : code;
}

int docx_package_main(docx_package *package, base_str *out, hecha_err *err)
{
    docx_relations relations;
    int code = docx_package_relations(package, base_str_n("", 0), &relations, err);
    if (code == HECHA_E_MEMORY)
        return code;
    const docx_relation *found = docx_relation_by_type(&relations, DOCX_RELATION_MAIN);
    if (found != NULL && !found->external && docx_package_has(package, found->target)) {
        *out = found->target;
        return HECHA_OK;
    }
    type_state state;
    memset(&state, 0, sizeof(state));
    state.arena = package->arena;
    if (read_types(package, &state, err) == HECHA_E_MEMORY)
        return HECHA_E_MEMORY;
    *out = state.main_part.len > 0 && docx_package_has(package, state.main_part)
               ? state.main_part
               : base_str_c("word/document.xml");
    if (!docx_package_has(package, *out))
        return code != HECHA_OK ? code : base_err(err, HECHA_E_FORMAT, MSG_DOCX_NO_MAIN, NULL);
    return HECHA_OK;
}

int docx_package_type(docx_package *package, base_str part, base_str *out, hecha_err *err)
{
    type_state state;
    memset(&state, 0, sizeof(state));
    state.arena = package->arena;
    state.part = part;
    int code = read_types(package, &state, err);
    *out = state.by_name.len > 0 ? state.by_name : state.by_ending;
    return code;
}

const docx_relation *docx_relation_by_id(const docx_relations *relations, base_str id)
{
    size_t at = docx_index_find(&relations->index, &relations->items, id);
    return at != DOCX_INDEX_NONE ? base_vec_at(&relations->items, at) : NULL;
}

const docx_relation *docx_relation_by_type(const docx_relations *relations, docx_relation_type type)
{
    for (size_t i = 0; i < relations->items.count; i++) {
        const docx_relation *relation = base_vec_at(&relations->items, i);
        if (relation->type == type && !relation->external)
            return relation;
    }
    return NULL;
}
