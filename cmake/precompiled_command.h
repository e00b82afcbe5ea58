// What every subcommand includes besides.
#pragma once
#include <CLI/CLI.hpp>

#include "cmake/precompiled_stage.h"
