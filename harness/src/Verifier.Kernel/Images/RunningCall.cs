namespace Verifier.Kernel;

/// <summary>The call that runs now: for whom, and which; with how many there have been.</summary>
internal sealed class RunningCall
{
    /// <summary>The driver on whose behalf kernel code runs now; null when the kernel runs for itself.</summary>
    public DriverImage? Caller { get; set; }

    /// <summary>The import that a driver is calling now; null outside of one.</summary>
    public Ddi? Ddi { get; set; }

    /// <summary>How many calls drivers have made in this run: the number of the last one.</summary>
    public long Number { get; set; }

    public void Reset()
    {
        Number = 0;
        Caller = null;
        Ddi = null;
    }
}
