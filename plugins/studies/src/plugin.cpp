// SPDX-License-Identifier: GPL-3.0-or-later
#include "sports.hpp"

GUICHET_PLUGIN(studies) {
  plugin.automation("enrol-in-sports", studies::enrol_in_sports);
  plugin.automation("leave-sports", studies::leave_sports);
}
