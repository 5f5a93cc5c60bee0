using Verifier.Workers.Working;

namespace Verifier.Workers.Testing;

/// <summary>
/// The worker as a program by itself, for test hosts: they cannot start themselves once more as the command line does. See
/// <see cref="Hosting.WorkerProgram.OfTestHost"/>.
/// </summary>
internal static class EntryPoint
{
    private const int WrongArguments = 2;

    /// <summary>Works until standard input ends.</summary>
    /// <param name="arguments">The path of the file in which the worker notes its progress.</param>
    public static int Main(string[] arguments)
    {
        if (arguments is not [var progress])
        {
            Console.Error.WriteLine("error: this is the worker process of Verifier.NUnit, which starts it; it is not for people");
            return WrongArguments;
        }

        WorkerProcess.Run(progress, [TestAccount.Instance], []);
        return 0;
    }
}
