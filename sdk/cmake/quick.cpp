// SPDX-License-Identifier: Apache-2.0
// What quick.hpp only declares, compiled once into a plugin that `guichet-sdk run` builds.
#undef GUICHET_SDK_QUICK
#define GUICHET_SDK_BODIES
#include <guichet/sdk/detail/text_border.hpp>

template class nlohmann::basic_json<>;
