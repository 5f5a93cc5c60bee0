using Verifier.Cli.Running;
using Verifier.Cli.Text;
using Verifier.Engine.Analysis;
using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Analyzing;

/// <summary>
/// The text of <c>analyze</c>: the views of a kernel debugger, one under the other, each under the command that shows it there.
/// </summary>
internal sealed class AnalysisReport(TextWriter output)
{
    private const int FailuresShown = 8;
    private const int StretchesShown = 8;

    /// <summary>Writes all views that have something to show.</summary>
    public void Write(RunAnalysis analysis)
    {
        var run = analysis.Result.Run;
        Line(0, $"{run.Plan.Scenario.Name} with {run.Plan.Driver.Name} on {run.Plan.Profile.Name}");
        foreach (var finding in analysis.Result.Findings)
        {
            Line(0, $"{FindingWords.Of(finding.Kind)}: {finding.Title}");
        }

        if (analysis.Result.Findings.IsEmpty)
        {
            Line(0, "no finding");
        }

        Stop(analysis);
        new StoppedCodeReport(output).Write(analysis.Kernel);
        Failures(run);
        Operations(analysis);
        new KernelStateReport(output).Write(run, analysis.Kernel);
    }

    private void Stop(RunAnalysis analysis)
    {
        if (analysis.Result.Run.Stop is not { } stop)
        {
            return;
        }

        Title("!analyze -v");
        if (analysis.BugCheck is { } bugCheck)
        {
            Lines(1, bugCheck.ToString().TrimEnd('\n'));
        }

        if (stop.Detail is { } detail)
        {
            Line(1, detail);
        }

        if (stop.Routine.Length > 0)
        {
            Line(1, $"running: {stop.Routine}");
        }

        // The frames of compiled code are shown with their registers.
        if (analysis.Kernel.Code is null)
        {
            Stack("k (the driver's frames where the machine stopped)", stop.Stack);
        }
    }

    private void Failures(RunObservation run)
    {
        if (run.Injections.IsEmpty)
        {
            return;
        }

        Title($"!verifier 4 (calls made to fail: {run.Injections.Length}, the latest first)");
        foreach (var injection in run.Injections.Reverse().Take(FailuresShown))
        {
            Failure(injection);
        }

        if (run.Injections.Length > FailuresShown)
        {
            Line(1, $"and {run.Injections.Length - FailuresShown} before; the first was");
            Failure(run.Injections[0]);
        }
    }

    private void Failure(Injection injection)
    {
        Line(1, $"{injection.CallText}: {How(injection)}, fault point {injection.Ordinal}, call {injection.CallNumber}, IRQL {(byte)injection.Irql}, rule \"{injection.Rule.Name}\"");
        foreach (var line in FoldedStack.Of(injection.Stack.Frames, f => $"at {f}"))
        {
            Line(2, line);
        }
    }

    private static string How(Injection injection) =>
        injection.Shape is FailureShape.Null or FailureShape.Stop or FailureShape.Short or FailureShape.OnePage
            or FailureShape.AllButOnePage
            ? RunJson.ShapeWord(injection)
            : $"{RunJson.ShapeWord(injection)} {injection.Status}";

    private void Operations(RunAnalysis analysis)
    {
        Title("operations, beside the same run without faults");
        var table = new TextTable("  ", "operation", "outcome", "without faults", ">failures");
        foreach (var operation in analysis.Operations)
        {
            var mark = operation == analysis.FirstDivergence ? "  >" : operation.Difference is null ? string.Empty : "  *";
            table.Add(mark, Printable.Line(operation.Name), Printable.Line(operation.Outcome), Printable.Line(operation.Usual ?? "-"), operation.Failures);
        }

        table.WriteTo(output);
        if (analysis.FirstDivergence is { } first)
        {
            Line(1, $"first divergence: {first.Name} {first.Difference}");
        }

        foreach (var operation in analysis.Operations.Where(o => !o.Bytes.IsEmpty))
        {
            Bytes(operation);
        }
    }

    private void Bytes(ComparedOperation operation)
    {
        Line(1, $"output of {operation.Name}: {Words.Count(operation.Bytes.Sum(b => (long)b.Length), "byte")} {(operation.Bytes is [{ Length: 1 }] ? "differs" : "differ")} from the run without faults");
        foreach (var stretch in operation.Bytes.Take(StretchesShown))
        {
            Line(2, stretch.ToString());
        }

        if (operation.Bytes.Length > StretchesShown)
        {
            Line(2, $"and {Words.Count(operation.Bytes.Length - StretchesShown, "place")} more");
        }
    }

    private void Stack(string title, DriverStack stack)
    {
        if (stack.Frames.Count > 0)
        {
            Title(title);
            foreach (var line in FoldedStack.Of(stack.Frames))
            {
                Line(1, line);
            }
        }
    }

    private void Title(string text)
    {
        output.WriteLine();
        output.WriteLine(text);
    }

    private void Lines(int depth, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            Line(depth, line);
        }
    }

    private void Line(int depth, string text) => output.WriteLine(new string(' ', 2 * depth) + Printable.Line(text));
}
