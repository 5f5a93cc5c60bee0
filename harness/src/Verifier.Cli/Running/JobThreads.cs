using System.Runtime.ExceptionServices;
using Verifier.Cli.Host;

namespace Verifier.Cli.Running;

/// <summary>
/// Threads that do the same work until there is none left, and the caller's thread, which waits for them and looks now and then.
/// </summary>
internal static class JobThreads
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs the work in a number of threads, until all return or the program is asked to end.</summary>
    /// <param name="count">Number of threads.</param>
    /// <param name="work">The work of each.</param>
    /// <param name="look">Called every moment on the caller's thread.</param>
    /// <param name="interruption">The signal that ends it early: then threads get 2 s to end, and are left behind if they do not.</param>
    /// <exception cref="CliException">A machine does not fit into memory.</exception>
    public static void Run(int count, Action work, Action look, Interruption interruption)
    {
        var threads = Enumerable.Range(0, count)
            .Select(_ => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        while (!Wait(threads, LookInterval) && !interruption.HasCome)
        {
            look();
        }

        Wait(threads, Grace);
    }

    private static bool Wait(Task[] threads, TimeSpan time)
    {
        try
        {
            return Task.WaitAll(threads, time);
        }
        catch (AggregateException e)
        {
            var first = e.InnerExceptions.OfType<InsufficientMemoryException>().FirstOrDefault() ?? e.InnerExceptions[0];
            if (first is InsufficientMemoryException)
            {
                throw new CliException(ExitCode.Internal, first.Message);
            }

            ExceptionDispatchInfo.Throw(first);
            throw;
        }
    }
}
