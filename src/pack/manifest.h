/* pack/manifest.h: pack.json into a pack. Private to pack/. */
#ifndef PACK_MANIFEST_H
#define PACK_MANIFEST_H

#include "pack/pack.h"

/* Fills name, version, title, licence, authors, requires, subject, params of `out` (whose arena is
 * set). `path` is the manifest's, for messages. Error HECHA_E_RULE with file and line. */
int pack_manifest_read(base_str bytes, const char *path, pack *out, hecha_err *err);

#endif
