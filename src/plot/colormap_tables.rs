//! The colours of the colormaps, at evenly spaced points, sampled from the published maps: matplotlib's own, ColorBrewer's
//! (<https://colorbrewer2.org>), Moreland's `coolwarm`, Google's `turbo`.

/// A map as it is written here.
pub struct Sampled {
    /// Its name.
    pub name: &'static str,
    /// Its colours, six hexadecimal digits each.
    pub colors: &'static str,
    /// Whether it was published as a list of colours, not as functions.
    pub listed: bool,
}

const fn published(name: &'static str, listed: bool, colors: &'static str) -> Sampled {
    Sampled { name, colors, listed }
}

/// Maps whose colours run into each other.
#[rustfmt::skip]
pub const SMOOTH: &[Sampled] = &[
    published("viridis", true,
        "440154470e61481a6c482575472f7d443a834144873d4d8a39568c345f8d31688e2d708e2a788e27808e23888e21908c\
        1f988b1fa08822a8842ab07f35b77943bf7154c56866cc5d7ad1518fd744a5db36bcdf27d2e21be8e419fde725"),
    published("plasma", true,
        "0d088723069033059742039d5002a25d01a66a00a87701a88405a7900ea39c179ea72197b12a90ba3488c33d80cb4778\
        d35171da5a69e16462e76e5aed7953f2834cf68f44fa9a3dfca636fdb32ffec029fcce25f9dc24f5ea27f0f921"),
    published("inferno", true,
        "0000040403130c0826170b3b240c4f330a5e420a68500d6c5d126e6b176e781c6d86216b932667a12b62ae305cbb3755\
        c73e4cd24743dd513ae65c30ed6925f3771af8850ffb9506fca50afcb519fac62df6d644f2e661f2f484fcffa4"),
    published("magma", true,
        "0000040b092420114b3b0f7057157e721f818c2981a8327dc43c75de4968f1605dfa7f5efe9f6dfebf84fddea0fcfdbf"),
    published("cividis", true,
        "00224e00285b002e6a0433711a386f273e6e32436d3b496c434e6c4b546c52596d5a5f6e61656f686a716f7073757676\
        7c7b788481798b8778938d789b9376a39a75aba072b3a670bbad6cc3b469ccba64d4c15fddc958e6d051efd748f8df3c\
        fee838"),
    published("turbo", true,
        "30123b3a2b764143a7455acd4771e94686fa3e9bfe30b1f422c5e219d6cc1ae4b62bef9f46f88467fd6788ff4ea3fd3c\
        b9f635ceeb34e1dd37f0cc3afaba39fea531fd8d27f8731cf05b12e4460bd63506c42503af1801960d017a0403"),
    published("gray", false,
        "000000ffffff"),
    published("binary", false,
        "ffffff000000"),
    published("Greys", false,
        "fffffff0f0f0d9d9d9bdbdbd969696737373525252252525000000"),
    published("bone", false,
        "0000001c1c2738384e545574707b8f8ba1aba8c7c7d3e3e3ffffff"),
    published("copper", false,
        "0000003f28197e5033bd784cfc9f65ffc77f"),
    published("pink", false,
        "1e00003f2525553434654040744a4a8152528c5a5a976161a16868ab6e6eb47474bc7a7ac3827fc68d85ca988acda28f\
        d0ab93d3b498d7bd9cdac5a0ddcda5e0d4a9e3dbade6e2b1e9e9b5ececc0efefcaf1f1d4f4f4ddf7f7e6fafaeffcfcf7\
        ffffff"),
    published("hot", false,
        "0b00002000003400004900005e00007300008800009d0000b20000c70000dc0000f10000ff0700ff1c00ff3000ff4500\
        ff5a00ff6f00ff8400ff9900ffae00ffc300ffd800ffed00ffff04ffff23ffff43ffff62ffff81ffffa1ffffc0ffffe0\
        ffffff"),
    published("afmhot", false,
        "000000800000fe8000ffff80ffffff"),
    published("autumn", false,
        "ff0000ffff00"),
    published("spring", false,
        "ff00ffffff00"),
    published("summer", false,
        "008066ffff66"),
    published("winter", false,
        "0000ff00ff80"),
    published("cool", false,
        "00ffffff00ff"),
    published("Wistia", false,
        "e4ff7affe81affbd00ffa000fc7f00"),
    published("jet", false,
        "0000800000a60000cd0000f30008ff002aff004cff006eff0090ff00b2ff00d4ff0ef6e929ffce45ffb260ff977bff7b\
        97ff60b2ff45ceff29e9ff0effe600ffc600ffa700ff8700ff6800ff4800ff2900f30900cd0000a60000800000"),
    published("rainbow", false,
        "8000ff5542fd2a7ff601b4ec2adddd55f6ca80ffb4aaf69bd4dd80ffb462ff7f42ff4221ff0000"),
    published("gist_rainbow", false,
        "ff0029ff0200ff2d00ff5800ff8300ffae00ffd900faff00cfff00a4ff0079ff004eff0022ff0000ff0900ff3300ff5e\
        00ff8900ffb400ffdf00f4ff00c9ff009eff0072ff0047ff001cff1000ff3b00ff6600ff9200ffbd00ffe800ffff00eb\
        ff00bf"),
    published("nipy_spectral", false,
        "0000007600868500990200ab0000dd0076dd0099dc00aaaa00aa88009a0200bb0000dd0000ff00b9ff00edee00ffcc00\
        ff9900ff0200dd0000cc0303cccccc"),
    published("hsv", false,
        "ff0000ff3200ff6400ff9700ffc900fbf700d1ff009fff006cff003aff0008ff0000ff2a00ff5c00ff8f00ffc100fff3\
        00d9ff00a7ff0074ff0042ff0010ff2200ff5400ff8700ffb900ffeb00ffff00e1ff00afff007cff004aff0018"),
    published("twilight", true,
        "e2d9e2cbd2d7a6bfca84a9c46d90c06275ba5f58b05c399d531e7c3f12522f1436"),
    published("terrain", false,
        "3333992255bb1177dd0099fd00b2b201cc6733d67066e07a99eb85ccf58ffefe99e6de8bccbe7db29d70997c62805d55\
        997c76b29d98ccbebbe5deddffffff"),
    published("ocean", false,
        "00800000402b0000550040800080aa80bfd4ffffff"),
    published("cubehelix", false,
        "000000160c1f1a213e163d4e175a492b6f3954792f877a3ab5795ed07e93d490c6caabe8c1caf3c8e4f0e0f5f0ffffff"),
    published("gnuplot", false,
        "0000002f00354200685100965d01be6801dd7202f37b03fe8405fe8c07f39309dd9a0dbda11096a81568ae1a35b42002\
        ba2700c02e00c63700cb4100d04c00d55700da6500df7300e48300e99400eda600f2ba00f6cf00fbe600ffff00"),
    published("gnuplot2", false,
        "0000000000550000aa0100fe4200ff8500ffc729d6ff53acff7e81ffa857ffd32cfffd02ffffff"),
    published("coolwarm", false,
        "3b4cc0455bcd4f69d95978e36485ec7092f37b9ff987aafc93b5fe9fbeffaac7fdb5cefac0d4f5cad8eed4dbe6dddddd\
        e5d8d1ecd2c4f2cbb7f5c2aaf7b89cf7ad8ff5a081f29374ee8468e7755be0654fd75344cc403ac12a30b40426"),
    published("bwr", false,
        "0000fffefefeff0000"),
    published("seismic", false,
        "00004c0101fefefdfeff0101800000"),
    published("Spectral", false,
        "9e0142d53e4ff46d43fdae61fee08bffffbee6f598abdda466c2a53388bc5e4fa2"),
    published("RdBu", false,
        "67001fb2182bd6604df4a582fddbc7f7f7f6d1e5f092c5de4393c32166ab053061"),
    published("RdYlBu", false,
        "a50026d73027f46d43fdae61fee090ffffbfe0f3f8abd9e974add14575b4313695"),
    published("RdYlGn", false,
        "a50026d73027f46d43fdae61fee08bffffbed9ef8ba6d96a66bd631a9850006837"),
    published("RdGy", false,
        "67001fb2182bd6604df4a582fddbc7fffefee0e0e0bababa8787874d4d4d1a1a1a"),
    published("PiYG", false,
        "8e0152c51c7dde77aef1b6dafde0eff7f7f7e6f5d0b8e1867fbc414d9221276419"),
    published("PRGn", false,
        "40004b762a839970abc2a5cfe7d4e8f7f7f6d9f0d3a6dba05aae611b783700441b"),
    published("BrBG", false,
        "5430058c510abf812ddfc27df6e8c3f5f5f4c7eae580cdc135978f02665e003c30"),
    published("PuOr", false,
        "7f3b08b35806e08214fdb863fee0b6f7f6f6d8daebb2abd28073ac5427882d004b"),
    published("Blues", false,
        "f7fbffdeebf7c6dbef9ecae16baed64292c62171b508519c08306b"),
    published("Greens", false,
        "f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45006d2c00441b"),
    published("Reds", false,
        "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181da50f1567000d"),
    published("Oranges", false,
        "fff5ebfee6cefdd0a2fdae6bfd8d3cf16913d94801a636037f2704"),
    published("Purples", false,
        "fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a354278f3f007d"),
    published("YlGn", false,
        "ffffe5f7fcb9d9f0a3addd8e78c67941ab5d238443006837004529"),
    published("YlGnBu", false,
        "ffffd9edf8b1c7e9b47fcdbb41b6c41d91c0225ea8253494081d58"),
    published("YlOrRd", false,
        "ffffccffeda0fed976feb24cfd8d3cfc4e2ae31a1cbd0026800026"),
    published("YlOrBr", false,
        "ffffe5fff7bcfee391fec44ffe9929ec7014cc4c02993404662506"),
    published("GnBu", false,
        "f7fcf0e0f3dbccebc5a8ddb57bccc44eb3d32b8cbe0868ac084081"),
    published("BuGn", false,
        "f7fcfde5f5f9ccece699d8c966c2a441ae76238b45006d2c00441b"),
    published("BuPu", false,
        "f7fcfde0ecf4bfd3e69ebcda8c96c68c6bb188419d810f7c4d004b"),
    published("PuBu", false,
        "fff7fbece7f2d0d1e6a6bddb74a9cf3690c00570b0045a8d023858"),
    published("PuBuGn", false,
        "fff7fbece2f0d0d1e6a6bddb67a9cf3690c002818a016c59014636"),
    published("PuRd", false,
        "f7f4f9e7e1efd4b9dac994c7df65b0e7298ace125698004367001f"),
    published("OrRd", false,
        "fff7ecfee8c8fdd49efdbb84fc8d59ef6548d7301fb300007f0000"),
    published("RdPu", false,
        "fff7f3fde0ddfcc5c0fa9fb5f768a1dd3497ae017e7a017749006a"),
];

/// Maps of distinct colours.
#[rustfmt::skip]
pub const DISTINCT: &[Sampled] = &[
    published("tab10", true,
        "1f77b4ff7f0e2ca02cd627289467bd8c564be377c27f7f7fbcbd2217becf"),
    published("tab20", true,
        "1f77b4aec7e8ff7f0effbb782ca02c98df8ad62728ff98969467bdc5b0d58c564bc49c94e377c2f7b6d27f7f7fc7c7c7\
        bcbd22dbdb8d17becf9edae5"),
    published("Set1", true,
        "e41a1c377eb84daf4a984ea3ff7f00ffff33a65628f781bf999999"),
    published("Set2", true,
        "66c2a5fc8d628da0cbe78ac3a6d854ffd92fe5c494b3b3b3"),
    published("Set3", true,
        "8dd3c7ffffb3bebadafb807280b1d3fdb462b3de69fccde5d9d9d9bc80bdccebc5ffed6f"),
    published("Pastel1", true,
        "fbb4aeb3cde3ccebc5decbe4fed9a6ffffcce5d8bdfddaecf2f2f2"),
    published("Pastel2", true,
        "b3e2cdfdcdaccbd5e8f4cae4e6f5c9fff2aef1e2cccccccc"),
    published("Dark2", true,
        "1b9e77d95f027570b3e7298a66a61ee6ab02a6761d666666"),
    published("Paired", true,
        "a6cee31f78b4b2df8a33a02cfb9a99e31a1cfdbf6fff7f00cab2d66a3d9affff99b15928"),
    published("Accent", true,
        "7fc97fbeaed4fdc086ffff99386cb0f0027fbf5b17666666"),
    published("tab20b", true,
        "393b795254a36b6ecf9c9ede6379398ca252b5cf6bcedb9c8c6d31bd9e39e7ba52e7cb94843c39ad494ad6616be7969c\
        7b4173a55194ce6dbdde9ed6"),
    published("tab20c", true,
        "3182bd6baed69ecae1c6dbefe6550dfd8d3cfdae6bfdd0a231a35474c476a1d99bc7e9c0756bb19e9ac8bcbddcdadaeb\
        636363969696bdbdbdd9d9d9"),
];
