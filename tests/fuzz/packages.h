/* tests/fuzz/packages.h: what a package needs around the part that is fuzzed. */
#ifndef TESTS_FUZZ_PACKAGES_H
#define TESTS_FUZZ_PACKAGES_H

#define RELATION(type, target)                                                                     \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"         \
    "<Relationship Id='r1' "                                                                       \
    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type              \
    "' Target='" target "'/></Relationships>"

#define PACKAGE_DOCX {"_rels/.rels", RELATION("officeDocument", "word/document.xml")}
#define PACKAGE_NUMBERING                                                                          \
    {"_rels/.rels", RELATION("officeDocument", "word/document.xml")},                              \
        {"word/_rels/document.xml.rels", RELATION("numbering", "numbering.xml")},                  \
    {                                                                                              \
        "word/document.xml", "<w:document xmlns:w='http://schemas.openxmlformats.org/"             \
                             "wordprocessingml/2006/main'><w:body><w:p><w:pPr><w:numPr>"           \
                             "<w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"     \
                             "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/>"        \
                             "</w:numPr></w:pPr></w:p></w:body></w:document>"                      \
    }
#define PACKAGE_XLSX                                                                               \
    {"_rels/.rels", RELATION("officeDocument", "xl/workbook.xml")},                                \
        {"xl/_rels/workbook.xml.rels", RELATION("worksheet", "sheet1.xml")},                       \
    {                                                                                              \
        "xl/workbook.xml", "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/"     \
                           "2006/main' xmlns:r='http://schemas.openxmlformats.org/"                \
                           "officeDocument/2006/relationships'><sheets><sheet name='a' "           \
                           "sheetId='1' r:id='r1'/></sheets></workbook>"                           \
    }
#define PACKAGE_ODT {"mimetype", "application/vnd.oasis.opendocument.text"}
#define PACKAGE_ODS {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}

#endif
