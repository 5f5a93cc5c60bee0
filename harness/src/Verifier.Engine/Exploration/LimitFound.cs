namespace Verifier.Engine.Exploration;

/// <summary>The least value of a limit with which all goes as in the golden run.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Enough">Bytes, entries or registers; the scenario's own value when lowering changed nothing.</param>
/// <param name="IsReached">Does less change what the driver does?</param>
/// <param name="Runs">Runs that found it.</param>
public sealed record LimitFound(ExhaustedLimit Limit, long Enough, bool IsReached, int Runs);
