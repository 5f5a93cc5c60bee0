using System.Collections.Immutable;
using Verifier.History.Storing;

namespace Verifier.History;

/// <summary>
/// One history file. Every call does all of something or nothing of it, and is on the disk when it returns. Several programs may have the
/// same file open and write to it; one object is for one thread at a time. Every call can end with a <see cref="HistoryException"/>.
/// </summary>
public sealed class HistoryStore : IDisposable
{
    /// <summary>Nights that a report looks back on.</summary>
    public const int SliceNights = 30;

    private readonly Database _database;
    private readonly NameTable _names;
    private readonly Nights _nights;
    private readonly Action<Action> _runner;

    private HistoryStore(Database database, Action<Action> runner)
    {
        (_database, _runner) = (database, runner);
        (_names, _nights) = (new NameTable(database), new Nights(database));
    }

    /// <summary>The version of the tables that this version of the harness writes.</summary>
    public static int SchemaVersion => Schema.Steps.Length;

    /// <summary>The SQLite engine of this process.</summary>
    /// <exception cref="HistoryException">There is none for this system.</exception>
    public static HistoryEngine Engine => SqliteEngine.Current;

    /// <summary>The file.</summary>
    public string Path => _database.Path;

    /// <summary>Opens a file; makes it if there is none, and takes an older one to the present schema. Its folder must be there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="HistoryException">It cannot be used; it was left as it is.</exception>
    public static HistoryStore Open(string path, HistoryOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new HistoryOptions();
        Database? database = null;
        options.Runner(() => database = Database.Open(path, !options.IsReadOnly, options.Patience, Schema.Steps));
        return new HistoryStore(database!, options.Runner);
    }

    /// <summary>Begins a night.</summary>
    /// <returns>Its number.</returns>
    public long BeginNight(NightStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return Do(writes: true, () => _nights.Begin(start));
    }

    /// <summary>
    /// Adds all results of one target to a night. What the night has already is left as it is, so that it can be tried again.
    /// </summary>
    /// <param name="night">The night.</param>
    /// <param name="batch">The results of the target.</param>
    /// <returns>True if it was added, false if the night had it already.</returns>
    public bool Add(long night, NightBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Do(writes: true, () => _nights.Get(night) is not null && new BatchWriter(_database, _names).Write(night, batch));
    }

    /// <summary>Ends a night: works out the transition of every finding. Ending it again works it out again.</summary>
    /// <param name="night">The night.</param>
    /// <param name="end">The facts of the night that are known only at its end.</param>
    /// <param name="since">The night to compare with; null for the last comparable one.</param>
    /// <returns>The changes.</returns>
    public NightComparison EndNight(long night, NightEnd end, long? since = null)
    {
        ArgumentNullException.ThrowIfNull(end);
        return Do(writes: true, () =>
        {
            Check(night, since);
            var compared = since ?? _nights.LastComparable(night);
            var day = DateOnly.FromDateTime(_nights.Get(night).StartedAt.UtcDateTime);
            new Reckoning(_database).Keep(night, compared, end.Trust.IsTrusted, end.Known, day);
            _nights.End(night, end, compared);
            _nights.Judge(night);
            _nights.Summarise(night);
            return new Comparisons(_database).Of(night, compared);
        });
    }

    /// <summary>The changes from one night to another.</summary>
    /// <param name="night">A night that ended.</param>
    /// <param name="since">An earlier night that ended; null for the one that it was compared with when it ended.</param>
    public NightComparison Compare(long night, long? since = null) => Do(writes: false, () => Compared(night, since));

    /// <summary>Everything that a report of a night needs, read at one moment.</summary>
    /// <param name="night">The night.</param>
    /// <param name="since">The night to compare with; null for the one that it was compared with when it ended.</param>
    /// <param name="nights">Nights of the slice, this one included; those before it that did not come to their end are left out.</param>
    public NightView ReadNight(long night, long? since = null, int nights = SliceNights) => Do(writes: false, () =>
    {
        var record = _nights.Get(night);
        var comparison = Compared(night, since);
        var reader = new NightReader(_database);
        var targets = reader.Targets(night);
        ImmutableArray<NightSummary> slice = [.. _nights.Trend(night, nights).AsEnumerable().Reverse()];
        return new NightView
        {
            Night = record,
            Since = comparison.Since is { } one ? _nights.Get(one) : null,
            Comparison = comparison,
            FailedBefore = comparison.Since is { } before ? reader.Failed(before) : [],
            Targets = [.. targets.Select(t => t.Row)],
            Runs = reader.Runs(night, targets),
            Dropped = reader.Dropped(night),
            Findings = new FindingReader(_database).Of(comparison, slice),
            Sites = reader.Sites(targets),
            Advice = reader.Advice(targets),
            Slice = new HistorySlice(slice),
        };
    });

    /// <summary>Sees that a night can be compared with, before hours are spent on another one.</summary>
    /// <exception cref="HistoryException">There is no such night, or it did not come to its end.</exception>
    public void CheckComparable(long night) => Do(writes: false, () => Ended(night));

    /// <summary>The last nights, the latest first.</summary>
    public ImmutableArray<NightSummary> ListNights(int count = int.MaxValue) => Do(writes: false, () => _nights.UpTo(long.MaxValue, count).ToImmutableArray());

    /// <summary>All findings as they stand, by driver and fingerprint.</summary>
    public ImmutableArray<FindingSummary> ListFindings() => Do(writes: false, () => new FindingReader(_database).All());

    /// <summary>Drops runs that are more than are to be kept; what is dropped is counted.</summary>
    /// <returns>Number of runs dropped.</returns>
    public long Trim(RetentionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Do(writes: true, () => new Retention(_database).Apply(settings));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _database.Dispose();

    private NightComparison Compared(long night, long? since)
    {
        Check(night, since);
        return new Comparisons(_database).Of(night, since ?? _nights.SinceOf(night));
    }

    private void Check(long night, long? since)
    {
        _ = _nights.Get(night);
        if (since is { } one)
        {
            _ = one < night ? Ended(one) : throw new HistoryException(
                HistoryProblem.NoSuchNight, FormattableString.Invariant($"Night {_nights.Get(one).Id} is not before night {night}: name an earlier one."));
        }
    }

    private NightRecord Ended(long night) => _nights.Get(night) is { State: NightState.Ended } record ? record : throw new HistoryException(
        HistoryProblem.NoSuchNight, FormattableString.Invariant($"Night {night} did not come to its end: nothing can be compared with it."));

    private T Do<T>(bool writes, Func<T> action)
    {
        T? result = default;
        _runner(() => result = Tried(writes, action));
        return result!;
    }

    // What reading says of rows that another program changed since the file was looked at.
    private static bool IsOfData(Exception e) => e is InvalidCastException or OverflowException or FormatException or KeyNotFoundException
        or IndexOutOfRangeException or ArgumentOutOfRangeException || (e is InvalidOperationException and not ObjectDisposedException);

    private T Tried<T>(bool writes, Func<T> action)
    {
        try
        {
            return _database.Transact(writes, action);
        }
        catch (Exception e) when (IsOfData(e))
        {
            _names.Forget();
            throw Failures.Damaged(_database.Path, "its rows do not fit together", e);
        }
        catch
        {
            // Names learnt in a transaction that came to nothing are not in the file.
            _names.Forget();
            throw;
        }
    }
}
