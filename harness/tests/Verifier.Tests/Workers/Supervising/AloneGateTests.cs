using Verifier.Workers.Supervising;

namespace Verifier.Tests.Workers.Supervising;

/// <summary>A run that was lost is done again with no other beside it.</summary>
public sealed class AloneGateTests
{
    [Test]
    public void Run_alone_begins_when_the_others_are_done_and_holds_up_those_that_come_later()
    {
        var gate = new AloneGate();
        using var first = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var order = new List<string>();
        var together = Task.Run(() => gate.Run(isAlone: false, () => Wait(begun, first, () => Note("together")), CancellationToken.None));
        begun.Wait();
        var alone = Task.Run(() => gate.Run(isAlone: true, () => Note("alone"), CancellationToken.None));
        Assert.That(order, Is.Empty, "somebody else is running");
        first.Set();
        Task.WaitAll(together, alone);
        Assert.That(order, Is.EqualTo(new[] { "together", "alone" }));

        int Note(string what)
        {
            lock (order)
            {
                order.Add(what);
                return order.Count;
            }
        }
    }

    [Test]
    public void Runs_together_do_not_wait_for_each_other()
    {
        var gate = new AloneGate();
        using var both = new Barrier(2);
        var tasks = Enumerable.Range(0, 2).Select(_ => Task.Run(() => gate.Run(isAlone: false, () => { both.SignalAndWait(); return true; }, CancellationToken.None))).ToArray();
        Assert.That(Task.WhenAll(tasks).Result, Is.All.True, "each waits inside for the other to come in");
    }

    [Test]
    public void Run_that_is_stopped_while_it_waits_gives_its_turn_up()
    {
        var gate = new AloneGate();
        using var stop = new CancellationTokenSource();
        gate.Run(isAlone: false, () =>
        {
            var alone = Task.Run(() => gate.Run(isAlone: true, () => 1, stop.Token));
            stop.Cancel();
            Assert.That(async () => await alone, Throws.InstanceOf<OperationCanceledException>());
            return 0;
        }, CancellationToken.None);
        Assert.That(gate.Run(isAlone: true, () => 2, CancellationToken.None), Is.EqualTo(2));
    }

    [Test]
    public void Run_that_fails_lets_the_next_one_in()
    {
        var gate = new AloneGate();
        Assert.That(() => gate.Run<int>(isAlone: true, () => throw new InvalidOperationException(), CancellationToken.None), Throws.InvalidOperationException);
        Assert.That(gate.Run(isAlone: false, () => 3, CancellationToken.None), Is.EqualTo(3));
    }

    private static int Wait(ManualResetEventSlim begun, ManualResetEventSlim until, Func<int> then)
    {
        begun.Set();
        until.Wait();
        return then();
    }
}
