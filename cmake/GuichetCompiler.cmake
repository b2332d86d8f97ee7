# How every target is compiled. Presets choose the compiler and GUICHET_SANITIZE.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

set(GUICHET_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread; empty for none")
option(GUICHET_WERROR "Treat warnings as errors" ON)

add_library(guichet_flags INTERFACE)
target_compile_options(guichet_flags INTERFACE -Wall -Wextra -Wpedantic $<$<BOOL:${GUICHET_WERROR}>:-Werror>)
# Headers are found from the root of the repository, so that an include names the floor it reaches.
target_include_directories(guichet_flags INTERFACE ${CMAKE_SOURCE_DIR})
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees these in its own inlined std::string and std::variant code.
  target_compile_options(guichet_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds>)
endif()
if(GUICHET_SANITIZE)
  add_compile_options(-fsanitize=${GUICHET_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  if(GUICHET_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize=vptr)  # SOCI hides the type information that it asks for
  endif()
  add_link_options(-fsanitize=${GUICHET_SANITIZE})
endif()
option(GUICHET_FUZZ "Build the targets of tests/fuzz with libFuzzer (clang)" OFF)
if(GUICHET_FUZZ)
  # Everything counts the ways taken through it; only the fuzzers have libFuzzer's main.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
find_program(GUICHET_LLD NAMES ld.lld ld.lld-14)
if(GUICHET_LLD)
  add_link_options(-fuse-ld=lld)
endif()
