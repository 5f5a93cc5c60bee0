using Verifier.Workers.Watching;

namespace Verifier.Tests.Workers.Watching;

/// <summary>Time that nobody known has spent was spent by a stranger; whatever known threads do, and however badly clocks are read, is none.</summary>
public sealed class ThreadLedgerTests
{
    private const int Reader = 11;
    private const int Baton = 12;
    private const int Newcomer = 13;

    // Nanoseconds: the least that was measured of a thread, and the most by which two readings differed without reason.
    private const long Least = 5_000;
    private const long Noise = 1_000;

    private Clocks _clocks = null!;
    private ThreadLedger _ledger = null!;

    [SetUp]
    public void Open_the_ledger()
    {
        _clocks = new Clocks { Of = { [Reader] = 70_000, [Baton] = 3_000 }, Dead = 1_000_000 };
        _ledger = new ThreadLedger(_clocks);
        _ledger.Open([Reader, Baton]);
    }

    [Test]
    public void Balances_nobody_else_ran_is_true()
    {
        _clocks.Mine += 60_000;
        Assert.That(_ledger.Balances(), Is.True);
    }

    [Test]
    public void Balances_known_threads_ran_is_true()
    {
        _clocks.Of[Reader] += 500_000;
        _clocks.Of[Baton] += Least;
        Assert.That(_ledger.Balances(), Is.True);
    }

    [TestCase(Least, false)]
    [TestCase(Noise, true)]
    public void Balances_somebody_ran_and_is_gone_tells_it_from_noise(long spent, bool balances)
    {
        _clocks.Dead += spent;
        Assert.That(_ledger.Balances(), Is.EqualTo(balances));
    }

    [Test]
    public void Balances_somebody_ran_beside_known_threads_and_is_gone_is_false()
    {
        _clocks.Of[Baton] += 500_000;
        _clocks.Dead += Least;
        Assert.That(_ledger.Balances(), Is.False);
    }

    [Test]
    public void Balances_somebody_is_gone_stays_false_until_opened_anew()
    {
        _clocks.Dead += Least;
        Assert.That(_ledger.Balances(), Is.False);
        Assert.That(_ledger.Admit([Reader, Baton]), Is.True);
        Assert.That(_ledger.Balances(), Is.False);
        _ledger.Open([Reader, Baton]);
        Assert.That(_ledger.Balances(), Is.True);
    }

    [Test]
    public void Balances_small_noises_do_not_add_up()
    {
        for (var i = 0; i < 10; i++)
        {
            _clocks.Interrupt(Noise);
            Assert.That(_ledger.Balances(), Is.True);
        }

        _clocks.Dead += Least;
        Assert.That(_ledger.Balances(), Is.False);
    }

    [Test]
    public void Balances_interrupted_between_two_clocks_reads_again()
    {
        _clocks.Interrupt(50_000);
        Assert.That(_ledger.Balances(), Is.True);
        _clocks.Interrupt(50_000);
        _clocks.Dead += Least;
        Assert.That(_ledger.Balances(), Is.False);
    }

    [Test]
    public void Balances_known_thread_that_runs_all_the_while_blames_nobody()
    {
        _clocks.Running = Reader;
        Assert.That(_ledger.Balances(), Is.True);
        _clocks.Running = null;
        Assert.That(_ledger.Balances(), Is.True);
        _clocks.Dead += Least;
        Assert.That(_ledger.Balances(), Is.False);
    }

    [Test]
    public void Admit_newcomer_counts_its_time_as_its_own()
    {
        _clocks.Of[Newcomer] = 90_000;
        Assert.That(_ledger.Balances(), Is.False);
        Assert.That(_ledger.Admit([Reader, Baton, Newcomer]), Is.True);
        Assert.That(_ledger.Balances(), Is.True);
        _clocks.Dead += Least;
        Assert.That(_ledger.Balances(), Is.False);
    }

    [Test]
    public void Admit_known_thread_that_ended_opens_anew()
    {
        _clocks.Dead += _clocks.Of[Baton] + 20_000;
        _clocks.Of.Remove(Baton);
        Assert.That(_ledger.Balances(), Is.False);
        Assert.That(_ledger.Admit([Reader]), Is.False);
        Assert.That(_ledger.Balances(), Is.True);
        _clocks.Dead += Least;
        Assert.That(_ledger.Balances(), Is.False);
    }

    [Test]
    public void Open_thread_that_ended_meanwhile_is_left_out()
    {
        _ledger.Open([Reader, Baton, Newcomer]);
        Assert.That(_ledger.Balances(), Is.True);
        _clocks.Dead += Least;
        Assert.That(_ledger.Balances(), Is.False);
    }

    // Each reading takes its time, which is that of the thread that reads.
    private sealed class Clocks : IThreadClocks
    {
        private const long Reading = 700;
        private long _interrupt;

        public Dictionary<int, long> Of { get; } = [];

        public long Dead { get; set; }

        public long Mine { get; set; }

        // Spends as much as the one that reads, on another processor.
        public int? Running { get; set; }

        long IThreadClocks.Process
        {
            get
            {
                Mine += _interrupt;
                _interrupt = 0;
                return Dead + Of.Values.Sum() + Read(() => Mine);
            }
        }

        long IThreadClocks.Mine => Read(() => Mine);

        // The next time between the thread's own clock and the process's.
        public void Interrupt(long time) => _interrupt = time;

        long? IThreadClocks.Of(int thread) => Read(() => Of.TryGetValue(thread, out var time) ? time : (long?)null);

        private T Read<T>(Func<T> clock)
        {
            Mine += Reading;
            if (Running is { } running)
            {
                Of[running] += Reading;
            }

            return clock();
        }
    }
}
