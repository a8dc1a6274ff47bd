#include "floor.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespaces, const xmlChar **pairs, int count, int defaulted,
                  const xmlChar **attributes)
{
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
}

static void text(void *context, const xmlChar *characters, int length)
{
}

static int parse(const char *part, size_t size)
{
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof(handler));
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start;
    handler.endElementNs = end;
    handler.characters = text;
    return xmlSAXUserParseMemory(&handler, NULL, part, (int)size) == 0 ? 0 : -1;
}

int bench_floor(const void *bytes, size_t size)
{
    zip_error_t error;
    zip_stat_t info;
    int status = -1;
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &error);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (archive == NULL)
        return -1;
    if (zip_stat(archive, "word/document.xml", 0, &info) == 0) {
        zip_file_t *member = zip_fopen(archive, "word/document.xml", 0);
        char *part = malloc(info.size);
        if (member != NULL && part != NULL &&
            zip_fread(member, part, info.size) == (zip_int64_t)info.size)
            status = parse(part, info.size);
        free(part);
        if (member != NULL)
            zip_fclose(member);
    }
    zip_discard(archive);
    return status;
}

void *bench_load(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    long length = ftell(file);
    rewind(file);
    char *bytes = length > 0 ? malloc((size_t)length) : NULL;
    *size = bytes ? fread(bytes, 1, (size_t)length, file) : 0;
    fclose(file);
    return bytes;
}
