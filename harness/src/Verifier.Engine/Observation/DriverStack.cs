using System.Diagnostics;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Observation;

/// <summary>
/// The frames of a call stack that belong to the driver, innermost first. Kernel frames between them are left out, as Driver Verifier
/// leaves them out (facts/driver-verifier.md §4).
/// </summary>
public sealed class DriverStack
{
    private DriverStack(IReadOnlyList<DriverFrame> frames) => Frames = frames;

    /// <summary>No frame of the driver: the kernel acted by itself.</summary>
    public static DriverStack Empty { get; } = new([]);

    /// <summary>The frames, innermost first.</summary>
    public IReadOnlyList<DriverFrame> Frames { get; }

    /// <summary>As one line: innermost routine first.</summary>
    public override string ToString() => Frames.Count == 0 ? "(no driver frame)" : string.Join(" < ", Frames.Select(f => f.Routine));

    /// <summary>Does a frame's routine match?</summary>
    public bool HasFrame(Glob routine) => Frames.Any(f => routine.Matches(f.Routine));

    /// <summary>The driver's frames of the running thread.</summary>
    internal static DriverStack Capture(DriverImage caller) => Of(new StackTrace(fNeedFileInfo: true), caller);

    /// <summary>The driver's frames through which an exception went.</summary>
    internal static DriverStack Of(Exception exception, DriverImage driver) => Of(new StackTrace(exception, fNeedFileInfo: true), driver);

    private static DriverStack Of(StackTrace trace, DriverImage driver)
    {
        var assembly = driver.Model?.GetType().Assembly;
        if (assembly is null)
        {
            return Empty;
        }

        var frames = new List<DriverFrame>();
        foreach (var frame in trace.GetFrames())
        {
            var method = frame.GetMethod();
            if (method?.DeclaringType?.Assembly == assembly)
            {
                frames.Add(DriverFrame.Of(method, frame));
            }
        }

        return new DriverStack(frames);
    }

    /// <summary>64 bits that stand for this DDI called through these call sites, the same in every process.</summary>
    internal ulong Identity(Ddi ddi)
    {
        var hash = StableHash.Of(ddi.Name);
        foreach (var frame in Frames)
        {
            hash = StableHash.Combine(hash, frame.Routine, frame.CallOffset);
        }

        return hash;
    }
}
