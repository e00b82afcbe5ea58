# One place for language level, warnings, sanitizers and the compiler cache.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # The sloppiness is what ccache asks for when precompiled headers are in use. The base directory lets a second
  # clone find what the first one compiled.
  # In depend mode it trusts the dependencies that the compiler writes, instead of preprocessing every file first.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE_PROGRAM})
endif()

add_library(hamstring_compiler_settings INTERFACE)
target_compile_options(hamstring_compiler_settings INTERFACE
  -Wall -Wextra -Wconversion -Wshadow=local -Wno-missing-field-initializers -Werror
  # sqrt and friends become single instructions; no value changes.
  -fno-math-errno)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(hamstring_compiler_settings INTERFACE -fpch-preprocess
    # GCC 12 finds overlaps and overruns in its own std::string at -O3 where there are none (GCC bugs 105329, 105651).
    -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
else()
  # std::stable_sort of GCC 12's library uses what the library itself calls deprecated.
  target_compile_options(hamstring_compiler_settings INTERFACE
    -Wno-shadow -Wno-unknown-warning-option -Wno-deprecated-declarations)
endif()
# -O1 builds a third sooner than -O3. The stages that compute frame by frame say HOT and get -O3; for rules, texts and
# HTTP the difference is not seen.
set(CMAKE_CXX_FLAGS_RELEASE "-O1 -DNDEBUG")
set(HAMSTRING_HOT_OPTIONS $<$<CONFIG:Release>:-O3>)
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")

if(HAMSTRING_LIBRARY_ASSERTIONS)
  target_compile_definitions(hamstring_compiler_settings INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(HAMSTRING_SANITIZE OR HAMSTRING_FUZZ)
  set(_sanitizers address,undefined)
  target_compile_options(hamstring_compiler_settings INTERFACE
    -fsanitize=${_sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(hamstring_compiler_settings INTERFACE -fsanitize=${_sanitizers})
endif()
if(HAMSTRING_SANITIZE_THREADS)
  target_compile_options(hamstring_compiler_settings INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(hamstring_compiler_settings INTERFACE -fsanitize=thread)
endif()
if(HAMSTRING_COVERAGE)
  target_compile_options(hamstring_compiler_settings INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(hamstring_compiler_settings INTERFACE --coverage)
endif()
if(HAMSTRING_FUZZ)
  target_compile_options(hamstring_compiler_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
