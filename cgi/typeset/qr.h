/*
 * What leads from paper back to the site: a short code with a QR code beside it, in the
 * margin of pages. An artifact, as headers and footers are.
 */
#ifndef TYPESET_QR_H
#define TYPESET_QR_H

#include "typeset/flow.h"

/*
 * Put the form's code into the bottom margin of a page, at its right end, where nothing
 * flows: as large as the margin allows, 13 mm at most. The margin has VERIFY_MARGIN_MPT
 * at least. ERR_INPUT when the address is too long for a QR code.
 */
MUST_USE enum err qr_place(struct flow *flow, const struct form *form,
                           const struct section *section, struct page *page);

/*
 * How much of the text's area a form that has a code somewhere leaves for it where it can:
 * what 13 mm want beside the bottom margin. The same with a code and without, so that a
 * draft is set as what will be published.
 */
int qr_room(const struct form *form, const struct section *section);

/* Does the code stand on this page of the form? */
bool qr_is_on(const struct form *form, const struct page *page);

#endif
