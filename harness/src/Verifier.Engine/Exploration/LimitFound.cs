namespace Verifier.Engine.Exploration;

/// <summary>The smallest value of a limit at which the run still matches the golden run.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Enough">Bytes, entries or registers; the scenario's own value when lowering changed nothing.</param>
/// <param name="IsReached">True if a lower value changes the driver's behaviour.</param>
/// <param name="Runs">Runs that found it.</param>
public sealed record LimitFound(ExhaustedLimit Limit, long Enough, bool IsReached, int Runs);
