// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/elf.hpp"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

namespace guichet::sdk_tool {
namespace {

using testing::HasSubstr;

template <typename Record>
void put(std::string& bytes, std::size_t at, const Record& record) {
  if (bytes.size() < at + sizeof record) bytes.resize(at + sizeof record);
  std::memcpy(bytes.data() + at, &record, sizeof record);
}

Elf64_Sym symbol(std::uint32_t name, unsigned binding, unsigned char visibility, std::uint16_t section) {
  Elf64_Sym made{};
  made.st_name = name;
  made.st_info = static_cast<unsigned char>(ELF64_ST_INFO(binding, STT_FUNC));
  made.st_other = visibility;
  made.st_shndx = section;
  return made;
}

/// A library with a table of names, of symbols and of what it needs, and nothing else.
std::string library() {
  const std::string names("\0entry\0helper\0wanted\0libc.so.6\0", 31);
  std::string bytes;
  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_type = ET_DYN;
  header.e_shoff = 512;
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = 3;
  put(bytes, 0, header);
  bytes.resize(100);
  bytes += names;
  put(bytes, 200, symbol(1, STB_GLOBAL, STV_DEFAULT, 1));
  put(bytes, 224, symbol(7, STB_GNU_UNIQUE, STV_DEFAULT, 1));
  put(bytes, 248, symbol(14, STB_GLOBAL, STV_DEFAULT, SHN_UNDEF));
  put(bytes, 272, symbol(7, STB_GLOBAL, STV_HIDDEN, 1));
  Elf64_Dyn needed{};
  needed.d_tag = DT_NEEDED;
  needed.d_un.d_val = 21;
  put(bytes, 300, needed);
  Elf64_Shdr strings{}, symbols{}, dynamic{};
  strings.sh_type = SHT_STRTAB;
  strings.sh_offset = 100;
  strings.sh_size = names.size();
  symbols.sh_type = SHT_DYNSYM;
  symbols.sh_offset = 200;
  symbols.sh_size = 96;
  dynamic.sh_type = SHT_DYNAMIC;
  dynamic.sh_offset = 300;
  dynamic.sh_size = sizeof needed;
  put(bytes, 512, strings);
  put(bytes, 512 + sizeof strings, symbols);
  put(bytes, 512 + 2 * sizeof strings, dynamic);
  return bytes;
}

TEST(Elf, NamesWhatALibraryExportsAndNeeds) {
  const auto read = read_elf(library());
  ASSERT_TRUE(read.ok()) << read.error().detail;
  ASSERT_EQ(read->exported.size(), 2U) << "what is hidden, and what is wanted of others, is not exported";
  EXPECT_EQ(read->exported[0].name, "entry");
  EXPECT_FALSE(read->exported[0].unique);
  EXPECT_EQ(read->exported[1].name, "helper");
  EXPECT_TRUE(read->exported[1].unique);
  EXPECT_EQ(read->needed, std::vector<std::string>{"libc.so.6"});
}

TEST(Elf, SurvivesAnyCutAndAnyByte) {
  const std::string whole = library();
  for (std::size_t length = 0; length < whole.size(); ++length) (void)read_elf(whole.substr(0, length));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(0xff);
    (void)read_elf(changed);
  }
  EXPECT_FALSE(read_elf(whole.substr(0, 300)).ok());
}

TEST(Elf, SaysWhatAFileIsInstead) {
  EXPECT_THAT(read_elf("#!/bin/sh").error().detail, HasSubstr("is no library"));
}

}  // namespace
}  // namespace guichet::sdk_tool
