// SPDX-License-Identifier: GPL-3.0-or-later
#include "booking.hpp"

GUICHET_PLUGIN(facilities) {
  plugin.option_source("free-slots", facilities::free_slots);
  plugin.validator("slot-is-free", facilities::slot_is_free);
  plugin.automation("book-room", facilities::book_room);
  plugin.automation("free-room", facilities::free_room);
}
