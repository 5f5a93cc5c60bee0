namespace Verifier.Kernel;

/// <summary>
/// The life of a thread without a stack that does the same again and again, as long as no other thread does anything: time can go on by
/// many of its rounds at once.
/// </summary>
internal interface ISteadyLife
{
    /// <summary>True if it holds nothing now. It is looked at only then.</summary>
    bool IsAtRest { get; }

    /// <summary>Takes everything in that decides what it does next, but for the time.</summary>
    void AddTo(ref StateHash hash);

    /// <summary>So much time has passed at once, in which it did many rounds.</summary>
    void Pass(long ticks);
}
