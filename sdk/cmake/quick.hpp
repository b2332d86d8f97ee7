// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What every C++ file of a plugin includes while `guichet-sdk run` builds it: read once, and without the bodies that
/// quick.cpp holds. What takes long in a small plugin is JSON, not the plugin.

#include <guichet/sdk/plugin.hpp>

extern template class nlohmann::basic_json<>;
