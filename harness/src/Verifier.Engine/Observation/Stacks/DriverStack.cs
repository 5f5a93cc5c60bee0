using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Observation;

/// <summary>
/// The frames of a call stack that belong to the driver, innermost first; of compiled code those of all drivers. Kernel frames between them are left
/// out, as Driver Verifier leaves them out (harness/docs/facts/driver-verifier.md#systematic-low-resources-simulation).
/// </summary>
public sealed class DriverStack
{
    // Source lines come from the symbol files, which costs many times the walk: each call site is looked up once in a process.
    private static readonly ConcurrentDictionary<(MethodBase Method, int CallOffset), DriverFrame> KnownFrames = new();

    private DriverStack(IReadOnlyList<DriverFrame> frames) => Frames = frames;

    /// <summary>No frame of the driver: the kernel acted by itself.</summary>
    public static DriverStack Empty { get; } = new([]);

    /// <summary>The frames, innermost first.</summary>
    public IReadOnlyList<DriverFrame> Frames { get; }

    /// <summary>As one line: innermost routine first.</summary>
    public override string ToString() => Frames.Count == 0 ? "(no driver frame)" : string.Join(" < ", FoldedStack.Of(Frames, f => f.Routine));

    /// <summary>True if the routine of a frame matches.</summary>
    public bool HasFrame(Glob routine) => Frames.Any(f => routine.Matches(f.Routine));

    /// <summary>The driver's frames of the running thread.</summary>
    internal static DriverStack Capture(DriverImage caller) => caller.CompiledCode is { } code
        ? Of(code.Frames())
        : Of(withSource => new StackTrace(withSource), caller);

    /// <summary>The driver's frames through which an exception went.</summary>
    internal static DriverStack Of(Exception exception, DriverImage driver) => driver.CompiledCode is { } code
        ? Of(code.FramesAt(exception))
        : Of(withSource => new StackTrace(exception, withSource), driver);

    private static DriverStack Of(IReadOnlyList<CodeFrame> frames) => new([.. frames.Select(f => DriverFrame.Of(f))]);

    private static DriverStack Of(Func<bool, StackTrace> trace, DriverImage driver)
    {
        var assembly = driver.Model?.GetType().Assembly;
        return assembly is null ? Empty : Walk(trace(false), assembly, hasSource: false) ?? Walk(trace(true), assembly, hasSource: true)!;
    }

    /// <summary>64 bits that stand for this DDI called through these call sites, the same in every process.</summary>
    internal ulong Identity(Ddi ddi) => Identity(ddi.Name);

    /// <summary>64 bits that stand for a name and these call sites, the same in every process.</summary>
    internal ulong Identity(string name)
    {
        var hash = StableHash.Of(name);
        foreach (var frame in Frames)
        {
            hash = StableHash.Combine(hash, frame.Routine, frame.CallOffset);
        }

        return hash;
    }

    /// <summary>The frames of an assembly; null if one is not known yet and the trace is without source lines.</summary>
    private static DriverStack? Walk(StackTrace trace, Assembly assembly, bool hasSource)
    {
        var frames = new List<DriverFrame>();
        foreach (var frame in trace.GetFrames())
        {
            var method = frame.GetMethod();
            if (method?.DeclaringType?.Assembly != assembly)
            {
                continue;
            }

            var site = (method, frame.GetILOffset());
            if (hasSource)
            {
                KnownFrames.TryAdd(site, DriverFrame.Of(method, frame));
            }

            if (!KnownFrames.TryGetValue(site, out var known))
            {
                return null;
            }

            frames.Add(known);
        }

        return new DriverStack(frames);
    }
}
