namespace Verifier.Workers.Hosting;

/// <summary>
/// The text that a worker prints on standard error: the first lines are kept, the rest is read and dropped so that the worker never waits.
/// </summary>
internal sealed class LastWords
{
    private const int MostLines = 40;
    private const int MostCharacters = 300;
    private readonly List<string> _lines = [];
    private readonly Thread _reader;

    /// <summary>Begins to read.</summary>
    public LastWords(StreamReader from)
    {
        _reader = new Thread(() => Read(from)) { IsBackground = true, Name = "worker's standard error" };
        _reader.Start();
    }

    /// <summary>All lines that were kept, when the worker has ended.</summary>
    public IReadOnlyList<string> WhenEnded(TimeSpan atMost)
    {
        _reader.Join(atMost);
        lock (_lines)
        {
            return [.. _lines];
        }
    }

    private void Read(StreamReader from)
    {
        try
        {
            while (from.ReadLine() is { } line)
            {
                lock (_lines)
                {
                    if (_lines.Count < MostLines && !string.IsNullOrWhiteSpace(line))
                    {
                        _lines.Add(line.Length > MostCharacters ? line[..MostCharacters] : line);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The worker was ended while it was being read: there is nothing more to come.
            return;
        }
    }
}
