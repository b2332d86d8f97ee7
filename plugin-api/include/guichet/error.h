// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_ERROR_H
#define GUICHET_ERROR_H

/*
 * What a function of this contract answers as int32_t. Append only: a number keeps its meaning for ever. A receiver
 * takes a number it does not know for GUICHET_E_INTERNAL.
 */
#define GUICHET_OK 0
#define GUICHET_E_INVALID 1     /* what was given does not hold */
#define GUICHET_E_NOT_FOUND 2   /* no such thing, or none that this plugin may know of */
#define GUICHET_E_FORBIDDEN 3   /* the capability was not granted, or this one thing is refused */
#define GUICHET_E_CONFLICT 4    /* it is not in a state where this can be done */
#define GUICHET_E_LIMIT 5       /* too big, too deep, or too many */
#define GUICHET_E_UNAVAILABLE 6 /* something it needs does not answer now; trying later helps */
#define GUICHET_E_INTERNAL 7    /* a fault of the one who answers; its log has the details */
#define GUICHET_E_CANCELLED 8   /* the call was given up: its deadline passed, or nobody waits any more */
#define GUICHET_E_UNSUPPORTED 9 /* no such extension, function or name on this side */

#endif
