// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/drawing.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace guichet::counter {
namespace {

TEST(Drawing, WhatTakesTooLongIsNotTriedAgainAtEachLook) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("guichet-drawing-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  const std::filesystem::path dot = folder / "dot", log = folder / "runs";
  std::ofstream(dot) << "#!/bin/sh\necho run >> '" << log.string() << "'\nexec sleep 60\n";
  std::filesystem::permissions(dot, std::filesystem::perms::owner_all);
  const char* const path = std::getenv("PATH");
  const std::string before = path != nullptr ? path : "";
  ::setenv("PATH", (folder.string() + ":/usr/bin:/bin").c_str(), 1);
  Drawing drawing;
  EXPECT_EQ(drawing.draw("digraph { a }"), "");
  EXPECT_EQ(drawing.draw("digraph { a }"), "");
  ::setenv("PATH", before.c_str(), 1);
  std::ifstream runs(log);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(runs), {}), "run\n");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace guichet::counter
