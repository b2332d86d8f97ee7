// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/studio.hpp"

namespace guichet::web::pages {

/// `picture`: the workflow as SVG, and `picture_words`: the same step by step for who cannot see it; false when there
/// is no workflow, or nothing that draws.
void add_picture(View& data, const Visit& visit, const counter::DraftView& view);

}  // namespace guichet::web::pages
