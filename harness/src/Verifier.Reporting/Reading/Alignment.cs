using System.Collections.Immutable;
using Verifier.Engine.Observation;

namespace Verifier.Reporting.Reading;

/// <summary>
/// The point at which a run with a fault and its golden run part: the first event after the injected failure that differs. The failed call
/// itself is not it: there the golden run has a call with a return, and that it differs is no news.
/// </summary>
/// <param name="Run">Index in the run; -1 when they do not part.</param>
/// <param name="Golden">Index in the golden run; -1 when they do not part.</param>
internal readonly record struct Alignment(int Run, int Golden)
{
    public static Alignment Of(ImmutableArray<TraceEvent> run, ImmutableArray<TraceEvent> golden)
    {
        var (i, g) = (0, 0);
        while (i < run.Length && g < golden.Length)
        {
            if (run[i].Kind == TraceEventKind.Injected && golden[g].Kind == TraceEventKind.Call && run[i].Name == golden[g].Name)
            {
                g = AfterReturn(golden, g);
                i++;
                i += i < run.Length && run[i].Kind is TraceEventKind.Return or TraceEventKind.Raise && run[i].Name == run[i - 1].Name ? 1 : 0;
            }
            else if (IsAlike(run[i], golden[g]))
            {
                (i, g) = (i + 1, g + 1);
            }
            else
            {
                break;
            }
        }

        if (i == run.Length && g == golden.Length)
        {
            return new Alignment(-1, -1);
        }

        // A run that ends before the golden run parts from it behind its last event, which stands beside its like.
        return i < run.Length || i == 0 ? new Alignment(Math.Min(i, run.Length - 1), g) : new Alignment(i - 1, Math.Max(0, g - 1));
    }

    private static int AfterReturn(ImmutableArray<TraceEvent> trace, int call)
    {
        for (var i = call + 1; i < trace.Length; i++)
        {
            if (trace[i].Kind == TraceEventKind.Return && trace[i].Name == trace[call].Name)
            {
                return i + 1;
            }
        }

        return call + 1;
    }

    // After a failed allocation other blocks lie elsewhere: addresses are no difference of behaviour, so only results of the driver's
    // routines and of operations count.
    private static bool IsAlike(TraceEvent one, TraceEvent other) =>
        one.Kind == other.Kind && one.Name == other.Name && one.Irql == other.Irql
        && (one.Kind is not (TraceEventKind.Leave or TraceEventKind.OperationEnd) || (one.Text == other.Text && one.Values.SequenceEqual(other.Values)));
}
