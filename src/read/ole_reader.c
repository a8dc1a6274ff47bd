#include "read/ole_reader.h"

#include "base/err.h"
#include "read/limits.h"
#include "read/ole.h"
#include "read/word97.h"
#include "read/xls.h"

static int claims(base_str bytes)
{
    return read_ole_is(bytes) ? 100 : 0;
}

static int unsupported(hecha_err *err, const char *name)
{
    return base_err(err, HECHA_E_UNSUPPORTED, MSG_OLE_OTHER, name, NULL);
}

/* What a compound file is, is told by the streams of its root. */
static int dispatch(const read_input *input, read_ole *ole, doc_builder *builder,
                    const char **format, hecha_err *err)
{
    if (read_ole_find(ole, "EncryptedPackage") != NULL)
        return base_err(err, HECHA_E_ENCRYPTED, MSG_DOC_ENCRYPTED, NULL);
    if (read_ole_find(ole, "WordDocument") != NULL) {
        *format = "doc";
        return word97_read(input, ole, builder, err);
    }
    if (xls_is(ole)) {
        *format = "xls";
        return xls_read(input, ole, builder, err);
    }
    if (read_ole_find(ole, "PowerPoint Document") != NULL)
        return unsupported(err, "PowerPoint 97-2003");
    if (read_ole_find(ole, "PP40") != NULL)
        return unsupported(err, "PowerPoint 95");
    if (read_ole_find(ole, "VisioDocument") != NULL)
        return unsupported(err, "Visio");
    if (read_ole_find(ole, "MatOST") != NULL || read_ole_find(ole, "CONTENTS") != NULL)
        return unsupported(err, "Microsoft Works");
    return unsupported(err, "OLE2");
}

static int read(const read_input *input, doc_builder *builder, const char **format, hecha_err *err)
{
    read_ole ole;
    base_arena *arena = base_arena_new(read_limit(input->limits.memory, READ_MEMORY));
    if (arena == NULL)
        return base_err_memory(err);
    int status = read_ole_open(arena, input->bytes, &ole, err);
    if (status == 0)
        status = dispatch(input, &ole, builder, format, err);
    base_arena_free(arena);
    return status;
}

const read_reader read_ole2 = {"ole2", claims, read};
