using Verifier.Engine.Economy;

namespace Verifier.Reporting.Model;

/// <summary>What a driver could do better with memory.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Scenario">The scenario whose golden run it was read from.</param>
/// <param name="Advice">The engine's advice.</param>
public sealed record ReportAdvice(string Driver, string Scenario, Advice Advice);
