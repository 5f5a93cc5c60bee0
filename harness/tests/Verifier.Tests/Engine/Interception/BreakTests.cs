using System.Diagnostics;
using System.Reflection;
using Verifier.Drivers.Leaky;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Tests.Engine.Replay;

namespace Verifier.Tests.Engine.Interception;

/// <summary>
/// Where <c>replay --break</c> stops: a debugger that shows only the user's own code must land in the driver's frame, so everything between
/// the break and the driver says that it is not the user's.
/// </summary>
public sealed class BreakTests
{
    [Test]
    public void Break_at_an_injected_failure_is_in_the_drivers_own_frame()
    {
        var stacks = new List<MethodBase[]>();
        using var runner = new ScenarioRunner();
        runner.Run(
            PlanSource.Make("leaky-error-path", "leaky-error-path"),
            new RunOptions { OnInjected = _ => stacks.Add([.. new StackTrace().GetFrames().Select(f => f.GetMethod()!)]) });
        Assert.That(stacks, Has.Count.EqualTo(1));
        var between = stacks[0].Skip(1).TakeWhile(m => m.DeclaringType!.Assembly != typeof(LeakyErrorPath).Assembly).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stacks[0][between.Count + 1].Name, Is.EqualTo("CreateNote"));
            Assert.That(between, Is.Not.Empty);
            Assert.That(between.Where(m => !IsHidden(m)).Select(m => $"{m.DeclaringType}.{m.Name}"), Is.Empty);
        }
    }

    [Test]
    public void Break_itself_is_hidden()
    {
        var method = typeof(global::Verifier.Cli.Replaying.DebuggerBreak).GetMethod(nameof(global::Verifier.Cli.Replaying.DebuggerBreak.OnInjected))!;
        Assert.That(IsHidden(method), Is.True);
    }

    private static bool IsHidden(MethodBase method) => method.IsDefined(typeof(DebuggerHiddenAttribute))
        || method.IsDefined(typeof(DebuggerNonUserCodeAttribute))
        || method.DeclaringType!.IsDefined(typeof(DebuggerNonUserCodeAttribute), inherit: false);
}
