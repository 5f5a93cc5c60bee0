using System.Collections.Immutable;

namespace Verifier.Workers.Messages;

/// <summary>
/// Writes and reads the orders that come before a single run, field by field. As JSON it would be shorter to write here, and cost more than
/// the run: both sides would compile hundreds of methods for a few texts.
/// </summary>
internal static class OrderMessages
{
    /// <summary>Asks which models there are.</summary>
    public static void Write(MessageWriter to, CatalogueOrder order)
    {
        to.Fields(order.Assemblies);
        to.Fields(order.Skipped);
        to.Field(order.NextScript ?? string.Empty);
        to.End(MessageKind.ListModels);
    }

    /// <summary>Reads what was written of an order.</summary>
    public static CatalogueOrder ReadCatalogueOrder(MessageReader from)
    {
        var (assemblies, skipped, script) = (from.Fields(), from.Fields(), from.Field());
        return new CatalogueOrder([.. assemblies], [.. skipped], script.Length > 0 ? script : null);
    }

    /// <summary>Tells which models there are.</summary>
    public static void Write(MessageWriter to, Catalogue catalogue)
    {
        to.Write((ulong)catalogue.Models.Length);
        foreach (var model in catalogue.Models)
        {
            to.Field(model.Name);
            to.Field(model.Description);
            to.Field(model.BuildHash);
            to.Field(model.AssemblyName);
            to.Field(model.TypeName);
            to.Write(model.StacksAreStable ? 1ul : 0);
        }

        to.Fields(catalogue.Warnings);
        to.Fields(catalogue.Broken);
        to.End(MessageKind.Models);
    }

    /// <summary>Reads what was written of a catalogue.</summary>
    public static Catalogue ReadCatalogue(MessageReader from)
    {
        var models = ImmutableArray.CreateBuilder<CatalogueEntry>();
        for (var left = from.Number(); left > 0; left--)
        {
            var (name, description, build, assembly, type) = (from.Field(), from.Field(), from.Field(), from.Field(), from.Field());
            models.Add(new CatalogueEntry(name, description, build, assembly, from.Number() != 0, type));
        }

        return new Catalogue(models.ToImmutable(), [.. from.Fields()], [.. from.Fields()]);
    }

    /// <summary>Tells what to work with.</summary>
    public static void Write(MessageWriter to, WorkOrder order)
    {
        to.Fields([order.ScriptFile, order.ScriptPath, order.ScriptHash, order.Driver, order.DriverType, order.BuildHash, order.Variation]);
        to.Fields(order.Assemblies);
        to.Fields(order.SymbolFolders);
        to.Fields(order.Stubs);
        to.Fields(order.OtherAssemblies);
        to.Write(order.Seed);
        to.End(MessageKind.Open);
    }

    /// <summary>Reads what was written of an order.</summary>
    public static WorkOrder ReadWorkOrder(MessageReader from)
    {
        return from.Fields() is [var file, var path, var hash, var driver, var type, var build, var variation]
            ? new WorkOrder
            {
                ScriptFile = file,
                ScriptPath = path,
                ScriptHash = hash,
                Driver = driver,
                DriverType = type,
                BuildHash = build,
                Variation = variation,
                Assemblies = [.. from.Fields()],
                SymbolFolders = [.. from.Fields()],
                Stubs = [.. from.Fields()],
                OtherAssemblies = [.. from.Fields()],
                Seed = from.Number(),
            }
            : throw new InvalidDataException("A work order between program and worker is not whole.");
    }
}
