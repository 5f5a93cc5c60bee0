using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>A chance for each call, from a seed.</summary>
public readonly record struct ThrownDice(Rate Chance, ulong Seed);
