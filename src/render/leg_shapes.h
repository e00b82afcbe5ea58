// Outlines of bones and skin in side view, relative to joint centers. Drawn by us from the general shape of
// the bones; they carry no measurement.
#pragma once

#include <array>

#include "render/outline.h"

namespace hamstring::render {

// Skin of thigh (hip to knee) and shank (knee to ankle).
inline constexpr std::array<SegmentPoint, 12> thigh_skin{{{-0.16, 0.070},
                                                          {0.10, 0.082},
                                                          {0.40, 0.080},
                                                          {0.75, 0.062},
                                                          {1.00, 0.055},
                                                          {1.10, 0.038},
                                                          {1.08, -0.038},
                                                          {0.95, -0.054},
                                                          {0.70, -0.066},
                                                          {0.40, -0.084},
                                                          {0.10, -0.105},
                                                          {-0.14, -0.100}}};
inline constexpr std::array<SegmentPoint, 12> shank_skin{{{-0.08, 0.045},
                                                          {0.08, 0.053},
                                                          {0.30, 0.044},
                                                          {0.60, 0.036},
                                                          {0.92, 0.034},
                                                          {1.02, 0.030},
                                                          {1.02, -0.032},
                                                          {0.85, -0.036},
                                                          {0.60, -0.050},
                                                          {0.32, -0.070},
                                                          {0.10, -0.060},
                                                          {-0.06, -0.045}}};

inline constexpr std::array<SegmentPoint, 16> femur{{{-0.055, 0.004},
                                                     {-0.02, 0.022},
                                                     {0.05, 0.020},
                                                     {0.14, 0.016},
                                                     {0.35, 0.018},
                                                     {0.60, 0.017},
                                                     {0.84, 0.017},
                                                     {0.94, 0.028},
                                                     {1.01, 0.031},
                                                     {1.045, 0.010},
                                                     {1.04, -0.022},
                                                     {0.985, -0.036},
                                                     {0.93, -0.026},
                                                     {0.80, -0.009},
                                                     {0.35, -0.007},
                                                     {0.06, -0.022}}};

inline constexpr std::array<SegmentPoint, 14> tibia{{{0.055, 0.026},
                                                     {0.10, 0.027},
                                                     {0.16, 0.018},
                                                     {0.45, 0.012},
                                                     {0.75, 0.011},
                                                     {0.93, 0.016},
                                                     {0.99, 0.017},
                                                     {0.985, -0.012},
                                                     {0.92, -0.013},
                                                     {0.75, -0.009},
                                                     {0.45, -0.009},
                                                     {0.17, -0.016},
                                                     {0.075, -0.030},
                                                     {0.05, -0.006}}};
inline constexpr std::array<SegmentPoint, 10> fibula{{{0.085, -0.026},
                                                      {0.10, -0.020},
                                                      {0.16, -0.021},
                                                      {0.55, -0.014},
                                                      {0.95, -0.002},
                                                      {1.03, -0.004},
                                                      {1.01, -0.014},
                                                      {0.94, -0.013},
                                                      {0.55, -0.021},
                                                      {0.12, -0.034}}};

// Hip bone around the hip's center, upright, x forward and y up [m].
inline constexpr std::array<PlanePoint, 20> hip_bone{
    {{0.068, 0.070},   {0.060, 0.105},   {0.030, 0.132},   {-0.015, 0.142},  {-0.060, 0.130},
     {-0.094, 0.098},  {-0.088, 0.070},  {-0.062, 0.050},  {-0.050, 0.028},  {-0.055, 0.006},
     {-0.052, -0.016}, {-0.066, -0.036}, {-0.056, -0.060}, {-0.032, -0.066}, {0.008, -0.052},
     {0.044, -0.046},  {0.054, -0.026},  {0.032, -0.008},  {0.038, 0.022},   {0.052, 0.044}}};
// Direction from the hip's center to the sit bone in that drawing; the real one turns the drawing to it.
inline constexpr PlanePoint sit_bone_direction{-0.055, -0.036};

}  // namespace hamstring::render
