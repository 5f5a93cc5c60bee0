namespace Verifier.Kernel;

/// <summary>
/// What is known of a thread without a stack that does the same again and again, for as long as nobody else does anything: time can go on by
/// many of its rounds at once.
/// </summary>
internal interface ISteadyLife
{
    /// <summary>Does it hold nothing now? Only then is it looked at.</summary>
    bool IsAtRest { get; }

    /// <summary>Takes everything in that decides what it does next, but for the time.</summary>
    void AddTo(ref StateHash hash);

    /// <summary>So much time has passed at once, in which it did many rounds.</summary>
    void Pass(long ticks);
}
