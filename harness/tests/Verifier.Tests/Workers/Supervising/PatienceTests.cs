using System.Diagnostics;
using Verifier.Workers.Supervising;

namespace Verifier.Tests.Workers.Supervising;

/// <summary>A busy machine is no hang: what counts against a run is its own processor time, and sleep that it wants.</summary>
public sealed class PatienceTests
{
    private const long Second = 1_000_000_000;
    private const int Me = 1;
    private const int Other = 2;
    private static readonly TimeSpan s_tick = Patience.Interval;

    private readonly Dictionary<int, (long Ran, long Waited)> _threads = [];
    private bool _isAsleep;
    private bool _isKnown;

    [SetUp]
    public void Begin()
    {
        _threads.Clear();
        _threads[Me] = (5 * Second, 7 * Second);
        (_isAsleep, _isKnown) = (true, true);
    }

    [Test]
    public void Sleep_that_is_wanted_counts()
    {
        Assert.That(TicksUntilOver(), Is.EqualTo(40));
    }

    [Test]
    public void Processor_time_counts_whatever_the_clock_says()
    {
        _isAsleep = false;
        Assert.That(TicksUntilOver(() => _threads[Me] = Ran(_threads[Me], Second)), Is.EqualTo(10));
    }

    [Test]
    public void Processor_time_of_every_thread_counts()
    {
        _threads[Other] = (0, 0);
        _isAsleep = false;
        Assert.That(TicksUntilOver(() => (_threads[Me], _threads[Other]) = (Ran(_threads[Me], Second), Ran(_threads[Other], Second))), Is.EqualTo(5));
    }

    [Test]
    public void Time_without_a_processor_does_not_count()
    {
        Assert.That(TicksUntilOver(() => _threads[Me] = (_threads[Me].Ran, _threads[Me].Waited + (Second / 4))), Is.Null, "it slept at each look, but had to wait in between");
    }

    [Test]
    public void Time_for_which_it_runs_waits_for_a_disk_or_is_stopped_does_not_count()
    {
        _isAsleep = false;
        Assert.That(TicksUntilOver(), Is.Null);
    }

    [Test]
    public void Little_processor_time_on_a_machine_with_much_else_to_do_is_no_hang_for_long()
    {
        _isAsleep = false;
        Assert.That(TicksUntilOver(() => _threads[Me] = Ran(_threads[Me], Second / 40)), Is.EqualTo(400), "ten seconds of its own, after a hundred by the clock");
    }

    [Test]
    public void Look_that_comes_much_too_late_counts_as_two()
    {
        var patience = New();
        Assert.That(patience.IsOverAfter(TimeSpan.FromHours(1)), Is.False, "the program itself was stopped");
    }

    [Test]
    public void Time_of_a_thread_that_begins_and_of_one_that_ends_is_not_counted_twice()
    {
        var patience = New();
        _isAsleep = false;
        _threads[Other] = (9 * Second, 0);
        Assert.That(patience.IsOverAfter(s_tick), Is.False);
        _threads.Remove(Other);
        Assert.That(patience.IsOverAfter(s_tick), Is.False);
        _threads[Me] = Ran(_threads[Me], Second);
        Assert.That(patience.IsOverAfter(s_tick), Is.True);
    }

    [Test]
    public void Where_nothing_is_known_the_clock_counts()
    {
        _isKnown = false;
        Assert.That(TicksUntilOver(), Is.EqualTo(40));
    }

    [Test]
    [Platform("Linux")]
    public void Look_at_a_process_sees_what_it_does()
    {
        using var sleeper = Process.Start("sleep", "600");
        try
        {
            Until(() => OsProcess.Look(sleeper.Id)?.IsAsleep == true);
            using (var stop = Process.Start("kill", $"-STOP {sleeper.Id}"))
            {
                stop.WaitForExit();
            }

            Until(() => OsProcess.Look(sleeper.Id)?.IsAsleep == false);
        }
        finally
        {
            sleeper.Kill();
            sleeper.WaitForExit();
        }

        Assert.That(OsProcess.Look(sleeper.Id), Is.Null, "it is gone");
        Assert.That(OsProcess.Look(Environment.ProcessId)!.Threads.Values.Sum(t => t.Ran), Is.Positive);
    }

    private static (long Ran, long Waited) Ran((long Ran, long Waited) use, long more) => (use.Ran + more, use.Waited);

    private static void Until(Func<bool> holds)
    {
        while (!holds())
        {
            Thread.Sleep(10);
        }
    }

    private Patience New() => new(() => _isKnown ? new ProcessUse(new Dictionary<int, (long, long)>(_threads), _isAsleep) : null, TimeSpan.FromSeconds(10));

    private int? TicksUntilOver(Action? before = null)
    {
        const int most = 2_000;
        var patience = New();
        for (var i = 1; i <= most; i++)
        {
            before?.Invoke();
            if (patience.IsOverAfter(s_tick))
            {
                return i;
            }
        }

        return null;
    }
}
