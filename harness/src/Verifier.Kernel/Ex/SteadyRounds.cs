namespace Verifier.Kernel;

/// <summary>
/// Finds out that the only threads that do anything are consumers whose rounds have come back to where they were: to the same memory, the same
/// waits. They repeat these rounds for ever, so all rounds that end before another thread may run are passed over at once. What is
/// left is, to the last counter, what it would be after doing them (ARCHITECTURE.md D4).
/// </summary>
internal sealed class SteadyRounds(Machine machine) : ISteadyRounds
{
    private State? _kept;
    private int _left;
    private int _span = 1;

    /// <inheritdoc/>
    public void Forget()
    {
        _kept = null;
        _left = 0;
        _span = 1;
    }

    /// <inheritdoc/>
    public void Look(List<SimulatedThread> waiting, SimulatedThread next, long horizon)
    {
        // One look a round is enough: at the first of them, when it is about to begin one.
        if (next != waiting.Find(t => t.Steady is not null) || !next.Steady!.IsAtRest)
        {
            return;
        }

        var now = new State(HashOf(waiting), machine.Clock.Now, machine.Pool.Pressure.Tally());
        if (_kept is { } then && then.Hash == now.Hash)
        {
            Pass(waiting, then, now, (horizon - 1 - now.Time) / (now.Time - then.Time));
            Forget();
        }
        else if (_left-- == 0)
        {
            // Rounds may come back after two or three only: each state is compared with one that is kept for twice as long each time.
            _kept = now;
            _left = _span;
            _span *= 2;
        }
    }

    private void Pass(List<SimulatedThread> waiting, State then, State now, long rounds)
    {
        if (rounds <= 0)
        {
            return;
        }

        var ticks = rounds * (now.Time - then.Time);
        machine.Clock.AdvanceTo(now.Time + ticks);
        machine.Lookasides.Pass(ticks);
        machine.Pool.Pressure.Count(now.Tally - then.Tally, rounds);
        foreach (var thread in waiting.Where(t => t.Steady is not null))
        {
            thread.Wait = thread.Wait! with { DueTime = thread.Wait.DueTime + ticks };
            thread.WaitBegan += ticks;
            thread.Steady!.Pass(ticks);
        }
    }

    private ulong HashOf(List<SimulatedThread> waiting)
    {
        var hash = default(StateHash);
        foreach (var thread in waiting)
        {
            hash.Add((ulong)thread.Id);
            if (thread.Steady is { } life)
            {
                hash.Add(thread.Wait!.DueTime - machine.Clock.Now);
                life.AddTo(ref hash);
            }
        }

        machine.Lookasides.AddTo(ref hash);
        machine.Pool.Pressure.AddTo(ref hash);
        return hash.Value;
    }

    private readonly record struct State(ulong Hash, long Time, PressureTally Tally);
}
