/* read/ole_reader.h: reads OLE2 compound files: opens the container, tells by its streams what it
 * holds (.doc, an encrypted package, …) and hands it to that reader or refuses it by name. */
#ifndef READ_OLE_READER_H
#define READ_OLE_READER_H

#include "read/read.h"

extern const read_reader read_ole2;

#endif
