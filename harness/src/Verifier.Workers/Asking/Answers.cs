namespace Verifier.Workers.Asking;

/// <summary>Reads what a worker answered.</summary>
internal static class Answers
{
    /// <summary>Reads an answer. One that cannot be read is a fault of the connection: the worker is ended, and another may be asked again.</summary>
    /// <exception cref="WorkerFault">It cannot be read.</exception>
    public static T Read<T>(this WorkerLine line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            line.Dispose();
            throw new WorkerFault(e.Message, e);
        }
    }
}
