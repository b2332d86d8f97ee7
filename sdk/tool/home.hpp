// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

/// Where this SDK is installed, and what lies beside the program: PREFIX/bin/guichet-sdk, and its own worker.
namespace guichet::sdk_tool {

[[nodiscard]] std::filesystem::path own_program();
[[nodiscard]] std::filesystem::path prefix();
/// PREFIX/share/guichet-sdk/templates: one folder a template.
[[nodiscard]] std::filesystem::path templates_folder();
[[nodiscard]] std::filesystem::path worker_program();
/// The portal, GUICHET_BIN or the one of the same prefix; empty when there is none.
[[nodiscard]] std::filesystem::path portal_program();

}  // namespace guichet::sdk_tool
