using System.Collections.Immutable;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Economy;

/// <summary>The advice for one driver in one scenario, with what it rests on. Plain data.</summary>
/// <param name="Advice">What is worth most first.</param>
/// <param name="Sites">What each allocation site took.</param>
/// <param name="Samples">Memory in use over virtual time.</param>
public sealed record EconomyReport(ImmutableArray<Advice> Advice, ImmutableArray<SiteUse> Sites, ImmutableArray<PoolSample> Samples);
