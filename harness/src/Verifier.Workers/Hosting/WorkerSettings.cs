namespace Verifier.Workers.Hosting;

/// <summary>The resources that workers may use, and the time for which they may be silent.</summary>
internal sealed record WorkerSettings
{
    /// <summary>The program that is a worker.</summary>
    public required WorkerProgram Program { get; init; }

    /// <summary>Advice for users whose system starts no workers; empty if there is none.</summary>
    public string Advice { get; init; } = string.Empty;

    /// <summary>No run is given up before this time.</summary>
    public TimeSpan RunFloor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Nor before so many times the time that its worker took to start: on a machine with much else to do both take longer, and no driver
    /// is to blame for that.
    /// </summary>
    public int StartFactor { get; init; } = 20;

    /// <summary>A run is given up when it takes so many times as long as the slowest so far.</summary>
    public int RunFactor { get; init; } = 50;

    /// <summary>The time that the minimal scenario of one finding may take.</summary>
    public TimeSpan ShrinkTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time that a worker may take to start, and to read a script.</summary>
    public TimeSpan StartTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most bytes that the managed heap of a worker may take.</summary>
    public long HeapBytes { get; init; } = 1L << 30;
}
