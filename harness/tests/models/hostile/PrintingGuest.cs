namespace Verifier.HostileModels;

/// <summary>Prints by every means and reads what is not there, which is rude but does no harm in a worker.</summary>
public sealed class PrintingGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-print";

    /// <inheritdoc/>
    protected override void Enter()
    {
        Console.Write("garbage \0\u0001 from a model");
        using var direct = Console.OpenStandardOutput();
        direct.Write([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        Console.Error.WriteLine("more garbage");
        using var direct = Console.OpenStandardInput();
        if (direct.ReadByte() >= 0 || Console.ReadLine() is not null)
        {
            throw new InvalidOperationException("There is something on standard input.");
        }
    }
}
