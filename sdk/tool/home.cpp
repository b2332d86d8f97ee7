// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/home.hpp"

#include <cstdlib>

namespace guichet::sdk_tool {

namespace fs = std::filesystem;

fs::path own_program() {
  return fs::read_symlink("/proc/self/exe");
}

fs::path prefix() {
  return own_program().parent_path().parent_path();
}

fs::path templates_folder() {
  return prefix() / "share/guichet-sdk/templates";
}

fs::path worker_program() {
  return prefix() / "bin/guichet-worker";
}

fs::path portal_program() {
  std::error_code ignored;
  const char* given = std::getenv("GUICHET_BIN");
  const fs::path program = given != nullptr && *given != '\0' ? fs::path(given) : prefix() / "bin/guichet";
  return fs::is_regular_file(program, ignored) ? fs::absolute(program) : fs::path();
}

}  // namespace guichet::sdk_tool
