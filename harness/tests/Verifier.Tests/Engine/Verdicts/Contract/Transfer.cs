namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>How a stream device transfers when there is no memory for all of it.</summary>
public enum Transfer
{
    /// <summary>It transfers a half and says so.</summary>
    Half,

    /// <summary>It transfers nothing and says so.</summary>
    Nothing,

    /// <summary>It says a half, and transfers a quarter.</summary>
    HalfSaidQuarterDone,

    /// <summary>It says a half, and what is left of the request is lost or taken all the same.</summary>
    HalfSaidWholeDone,
}
