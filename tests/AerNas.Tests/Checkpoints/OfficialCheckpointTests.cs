using AerNas.Checkpoints;
using AerNas.Fuzzing.Seeds;
using AerNas.Genotypes;
using AerNas.Runs;
using AerNas.Spaces;

namespace AerNas.Tests.Checkpoints;

public sealed class OfficialCheckpointTests
{
    private static readonly Genotype Cell = GenotypeNotation.Parse("Genotype(normal=[('sep_conv_3x3', 0), ('conv_7x1_1x7', 1)], "
        + "normal_concat=[2], reduce=[('skip_connect', 0), ('dil_conv_5x5', 1), ('max_pool_3x3', 1), ('nor_conv_3x3', 2)], "
        + "reduce_concat=[2, 3])");

    private static readonly Skeleton Network = Skeleton.Cifar with
    {
        Channels = 2,
        Layers = 4,
        Classes = 3,
        InputChannels = 1,
        AuxiliaryHead = AuxiliaryHead.Official,
    };

    public static TheoryData<string, string?, SafetensorsType> Files => new()
    {
        { "zip", null, SafetensorsType.F32 }, { "zip", "network", SafetensorsType.F64 }, { "zip", "base-model", SafetensorsType.BF16 },
        { "pickles", null, SafetensorsType.F16 }, { "pickles", "state_dict", SafetensorsType.F32 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Parse_EveryFormWrapperAndType_GivesNetworkAndWeights(string form, string? wrapper, SafetensorsType type)
    {
        SafetensorsEntry[] named =
            [.. Named(OfficialForm.Darts, Network, type).Select(entry => entry with { Name = $"module.{entry.Name}" })];
        var bytes = form == "zip" ? SmallTorchFiles.Zip(named, wrapper) : SmallTorchFiles.Pickles(named, wrapper);

        var read = OfficialCheckpoint.Parse(bytes, "weights");

        Assert.Equal(Network, read.SkeletonFor(Cell, imageSize: null));
        var weights = read.WeightsOf(Cell, Network).ToDictionary(weight => weight.Name);
        foreach (var (weight, expected) in new OfficialNames(Cell, Network).Weights.Zip(named))
        {
            Assert.Equal((SafetensorsType.F32, weight.Length), (weights[weight.Name].Type, weights[weight.Name].Count));
            Assert.Equal(Value(weight.Index), BitConverter.ToSingle(weights[weight.Name].Data.Span), tolerance: 0);
            Assert.Equal(expected.Shape, weights[weight.Name].Shape);
        }
    }

    [Fact]
    public void WeightsOf_NamesOfEveryCode_AreKnownByThemselves()
    {
        foreach (var (form, stacked) in from form in OfficialNames.FormsOf(SearchSpace.Darts)
                                        from stacked in SearchSpace.Darts.Skeletons
                                        select (form, stacked))
        {
            var network = Skeleton.Of(stacked) with
            {
                Channels = 2,
                Layers = 3,
                AuxiliaryHead = stacked == SkeletonForm.Cifar ? AuxiliaryHead.None : AuxiliaryHead.WithSecondBatchNorm,
                BatchNormAfterPools = form == OfficialForm.PtDarts,
            };
            var read = OfficialCheckpoint.Parse(SmallTorchFiles.Zip(Named(form, network)), "weights");

            Assert.Equal(network, read.SkeletonFor(Cell, imageSize: null));
            Assert.Equal(new OfficialNames(Cell, network).Weights.Select(weight => weight.Name).Order(),
                read.WeightsOf(Cell, network).Select(weight => weight.Name).Order());
        }
    }

    [Fact]
    public void Form_OfASpaceThatNoOfficialCodeHas_IsNone()
    {
        var own = new SearchSpace(SearchSpace.Darts.Definition with { Name = "own" });
        var genotype = new Genotype(own, own.CellKinds.Select(kind => Cell[kind]));

        Assert.Null(new OfficialNames(genotype, Network with { Form = own.Skeletons[0] }).Form);
    }

    [Fact]
    public void WeightsOf_FairDartsNodesWithGaps_AreFoundByTheirNames()
    {
        var genotype = GenotypeNotation.Parse("Genotype(normal=[('sep_conv_3x3', 2, 0), ('max_pool_3x3', 4, 0), ('dil_conv_3x3', 5, 4)], "
            + "normal_concat=[2, 3, 4, 5], reduce=[('sep_conv_3x3', 3, 1), ('skip_connect', 3, 0), ('sep_conv_5x5', 3, 0)], "
            + "reduce_concat=[2, 3, 4, 5])");
        var network = Network with { AuxiliaryHead = AuxiliaryHead.None };
        var names = new OfficialNames(genotype, network);
        Assert.Equal(OfficialForm.NodeByNode, names.Form);
        SafetensorsEntry[] named = [.. names.Weights.Select(weight => new SafetensorsEntry(
            Original(names.Of(weight.Name, OfficialForm.NodeByNode)), SafetensorsType.F32, [.. weight.Shape.Select(size => (long)size)],
            new byte[4 * weight.Length]))];
        Assert.Contains(named, weight => weight.Name == "cells.0._ops.5.4.0.op.1.weight");
        Assert.Contains(named, weight => weight.Name == "cells.1._ops.3.0.1.op.5.weight");

        var read = OfficialCheckpoint.Parse(SmallTorchFiles.Zip(named, "state_dict"), "weights");

        Assert.Equal(network, read.SkeletonFor(genotype, imageSize: null));
        Assert.Equal(names.Weights.Select(weight => weight.Name), read.WeightsOf(genotype, network).Select(weight => weight.Name));

        static string Original(string name) => name[..8] is "cells.1." or "cells.2." // the reduction cells
            ? name.Replace("_ops.2.", "_ops.3.", StringComparison.Ordinal)
            : name.Replace("_ops.4.3.", "_ops.5.4.", StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsOf_AnotherGenotype_TellsTheFirstThreeOnEachSide()
    {
        var other = GenotypeNotation.Parse("Genotype(normal=[('sep_conv_5x5', 0), ('sep_conv_3x3', 1)], normal_concat=[2], "
            + "reduce=[('skip_connect', 0), ('max_pool_3x3', 1)], reduce_concat=[2])");
        var read = OfficialCheckpoint.Parse(SmallTorchFiles.Zip(Named(OfficialForm.Darts, Network)), "weights");

        var refused = Assert.Throws<CheckpointFormatException>(() => read.WeightsOf(other, Network));

        Assert.Contains("of the file's names are no part of the network: cells.0._ops.1.1.weight, cells.0._ops.1.2.weight, "
            + "cells.0._ops.1.3.weight, …; ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("of the network's are not in the file: cells.0._ops.1.op.1.weight, ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("of its tensors 1 has other sizes than in the network: stem.0.weight [6, 1, 3, 3] in place of [6, 3, 3, 3]",
            Assert.Throws<CheckpointFormatException>(() => read.WeightsOf(Cell, Network with { InputChannels = 3 })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("models.augment_cnn", "AugmentCNN")]
    [InlineData("torch.storage", "_load_from_bytes")]
    public void Parse_PickleThatNamesCode_IsRefusedByName(string module, string name)
    {
        var pickle = new PickleWriter().Op(0x80).Op((byte)2).Global(module, name).Op('(').Text("true").Op('t').Op('R').End();
        var bytes = SmallTorchFiles.Pickles([]);
        var at = bytes.AsSpan().LastIndexOf("little_endian"u8) + 16; // behind the sizes of types

        var refused = Assert.Throws<CheckpointFormatException>(() => OfficialCheckpoint.Parse([.. bytes[..at], .. pickle], "weights.pth"));

        Assert.Contains($"'{module}.{name}', which is not data. Nothing was run", refused.Message, StringComparison.Ordinal);
        Assert.Contains("model.state_dict()", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ManyTensorsOfOneStorage_AreRefusedBeforeTheyTakeMemory()
    {
        var writer = new PickleWriter().Op(0x80).Op((byte)2).Op('}').Op('(').Op(']').Op('q').Op((byte)9).Op('0');
        writer.Text("first").Global("torch._utils", "_rebuild_tensor_v2").Op('(').Op('(').Text("storage").Global("torch", "FloatStorage")
            .Text("0").Text("cpu").Int(100_000).Op('t').Op('Q').Int(0).Op('(').Int(100_000).Op('t').Op('(').Int(1).Op('t').Op('t').Op('R')
            .Op('q').Op((byte)1);
        for (var i = 0; i < 50_000; i++) writer.Text($"{i}").Op('h').Op((byte)1);
        var sound = SmallTorchFiles.Pickles([new SafetensorsEntry("first", SafetensorsType.F32, [100_000], new byte[400_000])]);
        var at = sound.AsSpan().LastIndexOf("little_endian"u8) + 16;
        var keys = sound.AsSpan(at).IndexOf((ReadOnlySpan<byte>)[(byte)'.', 0x80, 2, (byte)']', (byte)'(']) + 1 + at;

        var refused = Assert.Throws<CheckpointFormatException>(() =>
            OfficialCheckpoint.Parse([.. sound[..at], .. writer.Op('u').End(), .. sound[keys..]], "weights.pth"));

        Assert.Contains("far more numbers than it has", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_FilesCutShortOrForeign_AreRefused()
    {
        var named = Named(OfficialForm.Darts, Network);
        foreach (var bytes in new[] { SmallTorchFiles.Zip(named), SmallTorchFiles.Pickles(named) })
            for (var length = 0; length < bytes.Length; length += 1 + bytes.Length / 40)
                Assert.Throws<CheckpointFormatException>(() => OfficialCheckpoint.Parse(bytes[..length], "weights"));
        var flipped = SmallTorchFiles.Zip(named);
        flipped[flipped.AsSpan().IndexOf("model/data/7"u8) + 12] ^= 1; // a number of that storage
        Assert.Contains("CRC-32 of model/data/7", Assert.Throws<CheckpointFormatException>(() =>
            OfficialCheckpoint.Parse(flipped, "weights")).Message, StringComparison.Ordinal);
        Assert.Contains("neither a file of torch.save", Assert.Throws<CheckpointFormatException>(() =>
            OfficialCheckpoint.Parse([.. "hello"u8], "weights")).Message, StringComparison.Ordinal);
        Assert.Contains("its entries are epoch", Assert.Throws<CheckpointFormatException>(() =>
            OfficialCheckpoint.Parse(SmallTorchFiles.Zip(named, "optimizer"), "weights")).Message, StringComparison.Ordinal);
        Assert.Contains("a stem is missing", Assert.Throws<CheckpointFormatException>(() => OfficialCheckpoint.Parse(
            SmallTorchFiles.Zip([named[^1]]), "weights").SkeletonFor(Cell, null)).Message, StringComparison.Ordinal);
    }

    private static float Value(int index) => index % 50 / 16f; // which half precision holds

    private static SafetensorsEntry[] Named(OfficialForm form, Skeleton network, SafetensorsType type = SafetensorsType.F32)
    {
        var names = new OfficialNames(Cell, network);
        return [.. names.Weights.Select(weight => new SafetensorsEntry(names.Of(weight.Name, form), type,
            [.. weight.Shape.Select(size => (long)size)], Filled(type, Value(weight.Index), (int)weight.Length)))];
    }

    private static byte[] Filled(SafetensorsType type, float value, int count) =>
    [
        .. Enumerable.Repeat(type switch
        {
            SafetensorsType.F16 => BitConverter.GetBytes((Half)value),
            SafetensorsType.BF16 => BitConverter.GetBytes(value)[2..],
            SafetensorsType.F64 => BitConverter.GetBytes((double)value),
            _ => BitConverter.GetBytes(value),
        }, count).SelectMany(bytes => bytes),
    ];
}
